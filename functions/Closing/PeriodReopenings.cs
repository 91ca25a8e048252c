using BackOffice.Approvals;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>The work of a reopening, from the second person's decision to its end. Every activity looks first whether it was done before.</summary>
public sealed class PeriodReopenings(ClosingStore store, PeriodChanges changes, CloseStarts starts, Actors actors)
{
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

        if (await IsToCloseAsync(reopening, actor, cancellationToken))
        {
            await CloseStarts.LaunchAsync(await starts.RequestAsync(reopening.Tenant, reopening.Period, actor, "The reopening has ended.", cancellationToken), client, cancellationToken);
        }

        return row.Progress;
    }

    /// <summary>The close has still to run again, and no other reopening keeps a ledger of the month open: the last one to end starts it.</summary>
    private async Task<bool> IsToCloseAsync(ReopeningReference reopening, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindCloseAsync(reopening, cancellationToken) is not { State: CloseState.Reopened or CloseState.Running })
        {
            return false;
        }

        var books = await store.ReadBooksAsync(reopening.Tenant, cancellationToken);
        return !Ledgers.All.Any(ledger => books.Of(ledger, reopening.Period, actor.Tenant!.DayAt(actor.Now)).OpenUntil > actor.Now);
    }

    /// <summary>Null when the month is open now; else why not.</summary>
    private async Task<string?> TryOpenAsync(ReopeningRow row, ApprovalOutcome outcome, Actor actor, CancellationToken cancellationToken)
    {
        var move = new PeriodMove(row.Reference.Tenant, row.Reference.Period, row.ReadLedgers(), PeriodEvent.Reopen, row.Reason) { OpenUntil = row.Until };
        if (await changes.WasMadeAsync(move, actor, cancellationToken))
        {
            // A crash came after the month was opened: it is open, though its end may have passed meanwhile.
            return null;
        }

        if (outcome != ApprovalOutcome.Approved)
        {
            // A matrix that asks nobody is no second person.
            return $"The approval ended as {outcome}.";
        }

        if (row.Until <= actor.Now)
        {
            return "The end that was asked for had passed.";
        }

        if (await FindCloseAsync(row.Reference, cancellationToken) is { State: CloseState.Running })
        {
            return $"The close of {row.Reference.Period} was running.";
        }

        try
        {
            await changes.ApplyAsync(move, actor, cancellationToken);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal.Message;
        }
    }

    private async Task<ReopeningProgress> SaveOpenAsync(ReopeningRow row, Actor actor, CancellationToken cancellationToken)
    {
        var close = await FindCloseAsync(row.Reference, cancellationToken);
        return close?.Takes(CloseEvent.Reopen) == true ? await SaveAsync(row, ReopeningState.Open, actor, close.Reopen(row.Affected, actor, row.Reason))
            : close?.State == CloseState.Reopened ? await SaveAsync(row, ReopeningState.Open, actor, close.Affect(row.Affected))
            : await SaveAsync(row, ReopeningState.Open, actor);
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

    private Task<CloseRow?> FindCloseAsync(ReopeningReference reopening, CancellationToken cancellationToken)
        => store.FindAsync<CloseRow>(reopening.Tenant, ClosingKeys.Close(reopening.Period), cancellationToken);

    private async Task<ReopeningRow> LoadAsync(ReopeningReference reopening, CancellationToken cancellationToken)
        => await store.FindAsync<ReopeningRow>(reopening.Tenant, ClosingKeys.Reopening(reopening.Period, reopening.Number), cancellationToken)
            ?? throw new InvalidOperationException($"{reopening.InstanceId} was never written down.");
}
