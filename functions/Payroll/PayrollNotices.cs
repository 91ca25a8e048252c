using System.Globalization;
using BackOffice.Notifications;
using BackOffice.Payroll.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>What the feature tells others: runs and counts, never names or amounts.</summary>
internal static class PayrollNotices
{
    /// <summary>Who acts where no person does.</summary>
    public const string Process = "payroll";

    /// <summary>Those who prepare payrolls.</summary>
    private static readonly string Preparers = RecipientId.OfRole(Role.Preparer);

    /// <summary>The notification of the state the run is in now; null where nobody has to act.</summary>
    public static Notification? Of(RunRow run) => run.State switch
    {
        RunState.Calculated => Note(run, "payroll.calculated", Preparers),
        RunState.Exceptions => Note(run, "payroll.exceptions", Preparers),
        RunState.Rejected => Note(run, "payroll.rejected", Preparers),
        RunState.Approved => Note(run, "payroll.not-posted", Preparers),
        RunState.Settling => Note(run, "payroll.ordered", RecipientId.OfRole(Role.Payer)),
        RunState.NotOrdered => Note(run, "payroll.not-ordered", RecipientId.OfRole(Role.Payer)),
        RunState.PartiallyPaid => Note(run, "payroll.returned", RecipientId.OfRole(Role.Payer)),
        _ => null,
    };

    /// <summary>Money came back of somebody whose debt for it goes on: the history has who and how much.</summary>
    public static Notification LateReturn(RunRow run) => Note(run, "payroll.late-return", Preparers);

    /// <summary>The same again, because nobody acted; one for each reminder.</summary>
    public static Notification? Reminder(RunRow run, DateTimeOffset at)
        => Of(run) is { } notice ? notice with { Event = "payroll.reminder", Subject = string.Create(CultureInfo.InvariantCulture, $"{notice.Subject}/{at:yyyyMMddHHmm}") } : null;

    /// <summary>Somebody's payslip is there; the link is for that person alone.</summary>
    public static Notification Payslip(RunRound round, RoundPlan plan, (string Person, string Recipient) to, PayslipLink link)
        => Payslip((round.Tenant, $"{round.RunId}/{to.Person}"), plan.Period, to.Recipient, link);

    /// <summary>The same again because somebody asked; once for each command.</summary>
    public static Notification PayslipAgain(RunRow run, (string Person, string Recipient) to, PayslipLink link, string command)
        => Payslip((run.Reference.Tenant, $"{run.RunId}/{to.Person}/{command}"), run.Period, to.Recipient, link);

    private static Notification Payslip((string Tenant, string Subject) what, Primitives.Period period, string recipient, PayslipLink link)
        => new(what.Tenant, "payroll.payslip", what.Subject, recipient, NoticeBody.Write(new { Period = $"{period}", Until = NodaTime.Text.LocalDatePattern.Iso.Format(link.Until), Link = link.Address }));

    private static Notification Note(RunRow run, string name, string recipient)
        => new(run.Reference.Tenant, name, run.RunId, recipient, NoticeBody.Write(new
        {
            Run = run.RunId,
            run.Round,
            State = $"{run.State}",
            run.Failed,
            Link = $"/api/v1/{run.Reference.Tenant}/payroll/runs/{run.RunId}",
        }))
        {
            Occurrence = run.Version + 1,
        };
}
