using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>Gives runs up, with the approval they may have asked for.</summary>
public sealed class RunCancellation(PayrollRuns runs, ApprovalDecisions approvals)
{
    /// <summary>Cancels the run and wakes its orchestration; nobody is asked about it any more.</summary>
    internal async Task<RunRow> CancelAsync(RunReference run, RunCommand by, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var row = await runs.CancelAsync(run, by, cancellationToken);
        await PayrollRuns.NudgeAsync(row.Current, client, cancellationToken);
        if (row.SubmittedBy is { } requester)
        {
            await WithdrawAsync(row, requester, by, client, cancellationToken);
        }

        return row;
    }

    private async Task WithdrawAsync(RunRow row, string requester, RunCommand by, DurableTaskClient client, CancellationToken cancellationToken)
    {
        // In the name of who asked: only that person takes a request back. Where it is decided already, nothing happens.
        var approval = RunApproval.ReferenceOf(row.Current);
        await approvals.TakeAsync(
            new DecisionAsked(approval, Digest.Of(by.Actor.Correlation, approval.ApprovalId)[..24], Verdict.Withdraw, by.Reason)
            {
                Person = requester,
                Roles = [],
                SeenDigest = row.ResultDigest!,
                Surface = Surface.Api,
                SignedInAs = requester,
            },
            client,
            cancellationToken);
    }
}
