using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>Stops ordinary postings to every ledger of the month; who may still post is the posting rule's affair.</summary>
internal sealed class SoftCloseStep(PeriodChanges changes, Actors actors) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new(CloseStepCatalog.SoftClose, CloseStepKind.Action, Role.Approver, After: []);

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(run.Tenant, "month-end-close", $"soft-close-{run.Period}-{run.Round}", cancellationToken);
        await changes.ApplyAsync(new PeriodMove(run.Tenant, run.Period, Ledgers.All, PeriodEvent.SoftClose, $"Close of {run.Period}, round {run.Round}.") { WhereItApplies = true }, actor, cancellationToken);
        return CloseOutcome.Clear;
    }
}

/// <summary>Waits for the postings that were admitted before the month was soft-closed, so that people sign what is there.</summary>
internal sealed class PostingsSettledStep(Periods periods) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new(CloseStepCatalog.PostingsSettled, CloseStepKind.Check, Role.Preparer, After: [CloseStepCatalog.SoftClose]);

    public Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken) => LatePostings.FindAsync(periods, run, cancellationToken);
}

/// <summary>The signature of an approver who did not start the close.</summary>
internal sealed class SignOffStep : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("sign-off", CloseStepKind.SignOff, Role.Approver, After: [CloseStepCatalog.PostingsSettled]);

    public Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken) => Task.FromResult(CloseOutcome.Clear);
}

/// <summary>Closes every ledger of the month, all at once; an earlier month that is open stands in the way.</summary>
internal sealed class LockStep(PeriodChanges changes, Actors actors) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("lock", CloseStepKind.Action, Role.Administrator, After: ["sign-off"]);

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(run.Tenant, "month-end-close", $"lock-{run.Period}-{run.Round}", cancellationToken);
        try
        {
            await changes.ApplyAsync(new PeriodMove(run.Tenant, run.Period, Ledgers.All, PeriodEvent.Close, $"Close of {run.Period}, round {run.Round}.") { WhereItApplies = true }, actor, cancellationToken);
            return CloseOutcome.Clear;
        }
        catch (RefusedException refusal) when (refusal.Code == PeriodChanges.OutOfOrder)
        {
            return CloseOutcome.Of(new CloseBlocker("earlier-month-open", 1, $"/api/v1/{run.Tenant}/periods"));
        }
    }
}

/// <summary>Looks once more after the lock: a posting that was admitted before it is written by then, or never.</summary>
internal sealed class LatePostingsStep(Periods periods) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("late-postings", CloseStepKind.Check, Role.Preparer, After: ["lock"]);

    public Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken) => LatePostings.FindAsync(periods, run, cancellationToken);
}

/// <summary>At the end of the year every earlier month of it is closed in every ledger before anybody signs.</summary>
internal sealed class YearClosedStep(ClosingStore store, Actors actors) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("year-closed", CloseStepKind.Check, Role.Approver, After: [CloseStepCatalog.SoftClose])
    {
        Before = [CloseStepCatalog.PostingsSettled],
        YearEndOnly = true,
    };

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(run.Tenant, "month-end-close", run.Period.ToString(), cancellationToken);
        var books = await store.ReadBooksAsync(run.Tenant, cancellationToken);
        var open = PeriodOrder.OpenBefore(Ledgers.All, run.Period, books, (actor.Now, actor.Tenant!.DayAt(actor.Now))).Count(month => month.Period.Year == run.Period.Year);
        return CloseOutcome.Of(new CloseBlocker("months-open", open, $"/api/v1/{run.Tenant}/periods"));
    }
}

/// <summary>Postings that have begun and not ended.</summary>
internal static class LatePostings
{
    public static async Task<CloseOutcome> FindAsync(Periods periods, CloseRun run, CancellationToken cancellationToken)
        => CloseOutcome.Of(new CloseBlocker("postings-under-way", await periods.CountUnderWayAsync(run.Tenant, Ledgers.All, run.Period, cancellationToken), $"/api/v1/{run.Tenant}/periods/{run.Period}"));
}
