using System.Globalization;
using BackOffice.Closing.Domain;
using BackOffice.Notifications;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>What the feature tells others: months, steps and counts, never names or amounts.</summary>
internal static class ClosingNotices
{
    /// <summary>Everybody who works on the close.</summary>
    public const string Board = "month-end-close";

    /// <summary>What a step that waits for people is told of: its owners, and from the third day the administrators.</summary>
    public static IReadOnlyList<Notification> Of(CloseStepRow step, CloseTurn turn)
    {
        var name = step.State == CloseStepState.AwaitingSignOff ? "close.signoff-needed" : "close.blocked";
        var owner = Of(step, turn, name, RecipientId.OfRole(step.Owner));
        var escalates = turn.Reminders >= CloseStepRule.EscalateAt && step.Owner != Role.Administrator;
        return escalates ? [owner, Of(step, turn, name, RecipientId.OfRole(Role.Administrator))] : [owner];
    }

    public static Notification Completed(CloseRound close)
        => new(close.Tenant, "close.completed", $"{close.Period}/{close.Round}", Board, NoticeBody.Write(new { Period = $"{close.Period}", close.Round, Link = LinkOf(close) }));

    public static Notification Reopened(ReopeningRow reopening)
        => new(reopening.Reference.Tenant, "period.reopened", reopening.Reference.Id, Board, NoticeBody.Write(new
        {
            Period = $"{reopening.Reference.Period}",
            Ledgers = string.Join(", ", reopening.ReadLedgers().Select(ledger => ledger.Word())),
            Until = reopening.UntilLocal,
            Link = $"/api/v1/{reopening.Reference.Tenant}/periods/{reopening.Reference.Period}",
        }));

    private static Notification Of(CloseStepRow step, CloseTurn turn, string name, string recipient)
    {
        var close = turn.Step.Close;
        return new Notification(close.Tenant, name, $"{close.Period}/{close.Round}/{step.Id}", recipient, NoticeBody.Write(new
        {
            Period = $"{close.Period}",
            close.Round,
            Step = step.Id,
            State = $"{step.State}",
            Blockers = step.ReadBlockers().Sum(blocker => blocker.Count),
            Days = turn.Reminders,
            Link = LinkOf(close),
        }))
        {
            Occurrence = turn.Number,
        };
    }

    private static string LinkOf(CloseRound close) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/{close.Tenant}/closes/{close.Period}");
}
