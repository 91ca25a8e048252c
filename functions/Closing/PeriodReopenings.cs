using BackOffice.Approvals;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Runs;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>Requests to reopen a month, from the request to the end of the reopening.</summary>
public sealed class PeriodReopenings(ClosingStore store, PeriodChanges changes, CloseStarts starts, Actors actors)
{
    /// <summary>Writes the request down; one for a month at a time.</summary>
    /// <exception cref="RefusedException">
    /// 409 transition-refused: a ledger is not closed; 409 period-order: a later month is closed; 409 reopening-under-way: another
    /// request waits for its second person; 409 close-running: the close runs, cancel it first.
    /// </exception>
    internal async Task<ReopeningTerms> RequestAsync(string tenant, Period period, ReopeningRequest request, Actor actor, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await store.ReadAllAsync<ReopeningRow>(tenant, ClosingKeys.ReopeningPrefix(period), cancellationToken);
            if (known.FirstOrDefault(row => row.Correlation == actor.Correlation) is { } asked)
            {
                return asked.Terms();
            }

            await RequireReopenableAsync(tenant, period, (request, known), actor, cancellationToken);
            var row = ReopeningRow.Of(new ReopeningReference(tenant, period, known.Count + 1), request, actor);
            if (await store.TryAddAsync(row, cancellationToken))
            {
                return row.Terms();
            }
        }
    }

    /// <summary>Starts the process of a request; nothing happens when it was ever started.</summary>
    internal static Task LaunchAsync(ReopeningTerms terms, DurableTaskClient client, CancellationToken cancellationToken)
        => client.StartOnceAsync(nameof(PeriodReopeningOrchestrator), terms.Reopening.InstanceId, terms, cancellationToken);

    /// <summary>Opens the month when two people want it, and there is time left to use it.</summary>
    [Function(nameof(ClosingSteps.DecideReopening))]
    public async Task<ReopeningProgress> DecideAsync([ActivityTrigger] ReopeningVerdict verdict, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(verdict.Reopening, cancellationToken);
        if (row.State != ReopeningState.Requested)
        {
            return row.Progress;
        }

        var actor = await actors.NowAsync(verdict.Reopening.Tenant, row.RequestedBy, verdict.Reopening.InstanceId, cancellationToken);
        row.Outcome = await TryOpenAsync(row, verdict.Outcome, actor, cancellationToken);
        row.SettledAt = actor.Now;
        return row.Outcome is null ? await SaveOpenAsync(row, actor, cancellationToken) : await SaveAsync(row, ReopeningState.Refused, actor);
    }

    /// <summary>Closes again what is still open, and starts the close anew unless somebody did.</summary>
    [Function(nameof(ClosingSteps.EndReopening))]
    public async Task<ReopeningProgress> EndAsync([ActivityTrigger] ReopeningReference reopening, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var row = await LoadAsync(reopening, cancellationToken);
        var actor = await actors.NowAsync(reopening.Tenant, row.RequestedBy, $"{reopening.InstanceId}-end", cancellationToken);
        if (row.State == ReopeningState.Open)
        {
            await changes.ApplyAsync(new PeriodMove(reopening.Tenant, reopening.Period, row.ReadLedgers(), PeriodEvent.CloseAgain, "The reopening has ended.") { WhereItApplies = true }, actor, cancellationToken);
            await SaveAsync(row, ReopeningState.Ended, actor);
        }

        if (await IsToCloseAsync(reopening, cancellationToken))
        {
            await CloseStarts.LaunchAsync(await starts.RequestAsync(reopening.Tenant, reopening.Period, actor, "The reopening has ended.", cancellationToken), client, cancellationToken);
        }

        return row.Progress;
    }

    /// <summary>The close has still to run again, and no later reopening keeps the month open.</summary>
    private async Task<bool> IsToCloseAsync(ReopeningReference reopening, CancellationToken cancellationToken)
        => await store.FindAsync<CloseRow>(reopening.Tenant, ClosingKeys.Close(reopening.Period), cancellationToken) is { State: CloseState.Reopened or CloseState.Running }
            && !(await store.ReadAllAsync<ReopeningRow>(reopening.Tenant, ClosingKeys.ReopeningPrefix(reopening.Period), cancellationToken)).Any(other => other.Reference.Number > reopening.Number && other.State == ReopeningState.Open);

    /// <summary>Null when the month is open now; else why not.</summary>
    private async Task<string?> TryOpenAsync(ReopeningRow row, ApprovalOutcome outcome, Actor actor, CancellationToken cancellationToken)
    {
        if (outcome != ApprovalOutcome.Approved)
        {
            // A matrix that asks nobody is no second person.
            return $"The approval ended as {outcome}.";
        }

        if (row.Until <= actor.Now)
        {
            return "The end that was asked for had passed.";
        }

        try
        {
            await changes.ApplyAsync(new PeriodMove(row.Reference.Tenant, row.Reference.Period, row.ReadLedgers(), PeriodEvent.Reopen, row.Reason) { OpenUntil = row.Until }, actor, cancellationToken);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Message;
        }
    }

    private async Task<ReopeningProgress> SaveOpenAsync(ReopeningRow row, Actor actor, CancellationToken cancellationToken)
    {
        var close = await store.FindAsync<CloseRow>(row.Reference.Tenant, ClosingKeys.Close(row.Reference.Period), cancellationToken);
        if (close?.Takes(CloseEvent.Reopen) == true)
        {
            close.Affected = row.Affected;
            return await SaveAsync(row, ReopeningState.Open, actor, close.Move(CloseEvent.Reopen, actor, row.Reason));
        }

        return await SaveAsync(row, ReopeningState.Open, actor);
    }

    private async Task<ReopeningProgress> SaveAsync(ReopeningRow row, ReopeningState state, Actor actor, params Azure.Data.Tables.TableTransactionAction[] alongside)
    {
        row.State = state;
        var notices = state == ReopeningState.Open ? [ClosingNotices.Reopened(row)] : Array.Empty<Notifications.Notification>();
        row.MessageId = notices.Length > 0 ? notices[0].MessageId : null;
        return await store.TryWriteAsync(row.Reference.Tenant, [row.Replace(), .. alongside], actor.Now, notices)
            ? row.Progress
            : throw new InvalidOperationException($"{row.Reference.InstanceId} changed meanwhile.");
    }

    private async Task RequireReopenableAsync(string tenant, Period period, (ReopeningRequest Request, IReadOnlyList<ReopeningRow> Known) asked, Actor actor, CancellationToken cancellationToken)
    {
        var books = await store.ReadBooksAsync(tenant, cancellationToken);
        var standings = asked.Request.Ledgers.Select(ledger => books.Of(ledger, period, actor.Tenant!.DayAt(actor.Now)));
        if (standings.FirstOrDefault(standing => standing.StateAt(actor.Now) != PeriodState.Closed) is { } other)
        {
            throw PeriodChanges.RefusalOf(other.Ledger, period, TransitionRefusedException.For(PeriodLifecycle.Table, other.StateAt(actor.Now), PeriodEvent.Reopen));
        }

        var close = await store.FindAsync<CloseRow>(tenant, ClosingKeys.Close(period), cancellationToken);
        var (code, problem) = PeriodOrder.AgainstReopening(asked.Request.Ledgers, period, books, actor.Now) is { } order ? (PeriodChanges.OutOfOrder, order)
            : asked.Known.Any(row => row.State == ReopeningState.Requested) ? ("reopening-under-way", $"Another request to reopen {period} waits for its second person.")
            : close?.State == CloseState.Running ? ("close-running", $"The close of {period} is running. Cancel it first.")
            : ("", "");
        if (code.Length > 0)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, code, problem);
        }
    }

    private async Task<ReopeningRow> LoadAsync(ReopeningReference reopening, CancellationToken cancellationToken)
        => await store.FindAsync<ReopeningRow>(reopening.Tenant, ClosingKeys.Reopening(reopening.Period, reopening.Number), cancellationToken)
            ?? throw new InvalidOperationException($"{reopening.InstanceId} was never written down.");
}
