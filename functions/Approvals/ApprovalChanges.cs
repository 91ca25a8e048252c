using System.Globalization;
using BackOffice.Approvals.Domain;
using BackOffice.Notifications;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Approvals;

/// <summary>What opening and every move change: the row, its evidence, and who is told. Nothing is written here.</summary>
public sealed class ApprovalChanges(ApprovalLinks links)
{
    /// <summary>The first level that can decide is asked; without one the request is refused, and needs nobody where the rule says so.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="found">The rule, or why there is none.</param>
    /// <param name="actor">The process, now.</param>
    /// <param name="inForce">Delegations of the day.</param>
    internal ApprovalChange Open(ApprovalRequest request, FoundRule found, Actor actor, IReadOnlyList<Delegation> inForce)
    {
        var row = NewRow(request, found, actor.Now);
        var opened = Evidence.By(actor with { Name = request.Requester }, EvidenceKind.Requested) with { To = row.State, SeenDigest = row.PayloadDigest, SeenSummary = row.Summary, Rule = found.Name, Level = 1 };
        var first = row.ToCase().NextPossibleLevel(0);
        if (found.Rule is { Levels.Count: 0 })
        {
            row.State = ApprovalState.NotNeeded;
            return End(row, [opened with { To = row.State }], "The rule asks nobody.", actor);
        }

        if (first is null)
        {
            row.Move(ApprovalEvent.Refuse);
            return Told(End(row, [opened], found.Problem ?? "Nobody is left who could approve: the levels of the rule are smaller than their quorum without requester and preparers.", actor), actor);
        }

        Ask(row, first.Value, actor);
        return Asked(ApprovalNotices.Requested, row, [opened with { Level = row.Level + 1 }], (actor, inForce));
    }

    /// <summary>The approval after its next move; null when there is none to make.</summary>
    internal ApprovalChange? Make(NextMove move, ApprovalFile file, Actor actor, IReadOnlyList<Delegation> inForce)
    {
        var row = file.Row;
        switch (move)
        {
            case StayMove:
                return null;
            case RemindMove:
                row.Reminded = true;
                return Asked(ApprovalNotices.Reminder, row, [Evidence.By(actor, EvidenceKind.Reminded) with { Level = row.Level + 1 }], (actor, inForce));
            case EscalateMove(var level):
                var before = row.Move(ApprovalEvent.Escalate);
                var silent = row.Level + 1;
                Ask(row, level, actor);
                return Asked(ApprovalNotices.Escalated, row, [Evidence.By(actor, EvidenceKind.Escalated) with { From = before, To = row.State, Level = level + 1, Reason = string.Create(CultureInfo.InvariantCulture, $"Level {silent} was silent.") }], (actor, inForce));
            case ConcludeMove(var outcome):
                var last = row.Move(ApprovalLifecycle.EventOf(outcome));
                return Told(End(row, [], ReasonOf(outcome, file), actor, last), actor);
            default:
                throw new ArgumentOutOfRangeException(nameof(move), move, "Not a move.");
        }
    }

    private static ApprovalRow NewRow(ApprovalRequest request, FoundRule found, DateTimeOffset now) => new()
    {
        PartitionKey = ApprovalKeys.Partition(request.Approval.Tenant),
        RowKey = ApprovalRow.KeyOf(request.Approval.ApprovalId),
        State = ApprovalState.Awaiting,
        Kind = request.Kind,
        Subject = request.Subject,
        Summary = request.Summary,
        Requester = request.Requester,
        Preparers = RowJson.Write(request.Preparers),
        AmountMinorUnits = request.Amount?.ToMinorUnits(),
        Currency = request.Amount?.Currency.Code,
        CostCentre = request.CostCentre,
        PayloadDigest = request.PayloadDigest,
        AskedBy = request.Rule,
        RequestDigest = request.Fingerprint,
        Rule = RowJson.Write(found.Rule ?? new AskedRule("none", "none", [])),
        RequestedAt = now,
        RemindAt = now,
        DueAt = now,
    };

    private static void Ask(ApprovalRow row, int level, Actor actor)
    {
        var times = Timetable.For(row.ReadRule().Levels[level], actor.Now, actor.Tenant!);
        (row.Level, row.Reminded, row.RemindAt, row.DueAt) = (level, false, times.RemindAt, times.DueAt);
    }

    /// <summary>Everybody of the level who has not decided is told, people with a link.</summary>
    private ApprovalChange Asked(string @event, ApprovalRow row, IReadOnlyList<Evidence> evidence, (Actor Actor, IReadOnlyList<Delegation> InForce) when)
    {
        var circle = Circle.Of(row.ToCase(), row.Level, when.InForce);
        var decided = row.ReadDecided();
        List<ApprovalLink> made = [.. circle.People.Where(person => !decided.Contains(person, Account.Comparer)).Select(person => links.ForLevel(row, person))];
        return Noted(new ApprovalChange(row, evidence)
        {
            Links = made,
            Notices =
            [
                .. made.Select(link => ApprovalNotices.ToPerson(@event, row, when.Actor.Tenant!, link)),
                .. circle.Roles.Select(role => ApprovalNotices.ToRole(@event, row, when.Actor.Tenant!, role)),
            ],
        });
    }

    private static ApprovalChange End(ApprovalRow row, IReadOnlyList<Evidence> evidence, string reason, Actor actor, ApprovalState from = ApprovalState.Awaiting)
    {
        row.ConcludedAt = actor.Now;
        row.Reason = reason;
        return Noted(new ApprovalChange(row, [.. evidence, Evidence.By(actor, EvidenceKind.Concluded) with { From = from, To = row.State, Reason = reason, Level = row.Level + 1 }]));
    }

    private static ApprovalChange Told(ApprovalChange change, Actor actor)
        => Noted(change with { Notices = [ApprovalNotices.ToRequester(change.Row, actor.Tenant!)] });

    private static ApprovalChange Noted(ApprovalChange change)
    {
        change.Row.Notices = RowJson.Write(change.Notices.Select(notice => notice.MessageId));
        return change;
    }

    private static string ReasonOf(ApprovalOutcome outcome, ApprovalFile file) => outcome switch
    {
        ApprovalOutcome.Approved => string.Create(CultureInfo.InvariantCulture, $"Level {file.Row.Level + 1} or one before it has its quorum."),
        ApprovalOutcome.Expired => string.Create(CultureInfo.InvariantCulture, $"Nobody decided in time; level {file.Row.Level + 1} was the last."),
        _ => file.Evidence.LastOrDefault(piece => piece.Decision is { Kind: Verdict.Refuse or Verdict.Withdraw })?.Reason ?? "",
    };
}

/// <summary>The rule for a request, or why there is none.</summary>
internal sealed record FoundRule(AskedRule? Rule, string? Problem)
{
    public string? Name => Rule?.Name;
}
