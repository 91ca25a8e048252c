using System.Globalization;
using BackOffice.Approvals;

namespace BackOffice.Payroll;

/// <summary>What approvers are asked about a round: its sums, never a person.</summary>
internal static class RunApproval
{
    private const string Kind = "payroll.run";

    /// <summary>payroll-office-2026-11-regular-r2: a round is asked about once.</summary>
    public static ApprovalReference ReferenceOf(RunRound round) => new(round.Tenant, string.Create(CultureInfo.InvariantCulture, $"payroll-{round.RunId}-r{round.Round}"));

    public static ApprovalRequest Of(RunRow run)
    {
        var sums = run.ReadSums()!;
        return new ApprovalRequest(ReferenceOf(run.Current), Kind, run.RunId, run.SubmittedBy!)
        {
            Preparers = run.ReadPreparers(),
            Amount = sums.Net,
            Summary = string.Create(CultureInfo.InvariantCulture, $"Payroll {run.RunId}, round {run.Round}: {sums.Calculated} payslips, gross {sums.Gross}, net {sums.Net}, cost {sums.EmployerCost}; {sums.Excluded} left out.{(run.ReadRulesBefore().Count == 0 ? "" : " The rules have changed since it was first looked at.")}{(run.ReadGroupNews().Count == 0 ? "" : " It looks back at paid months, as the group's facts of these have changed.")}{(run.Reverses is null ? "" : $" It takes {run.Reverses} back.")}"),
            PayloadDigest = run.ResultDigest!,
        };
    }
}
