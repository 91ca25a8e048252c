using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Runs;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>Starts closes: the round is written down first, then its orchestration is started, once for each round.</summary>
public sealed class CloseStarts(ClosingStore store)
{
    private const int MostAttempts = 8;

    /// <summary>Writes the next round down; while one is running that is the answer, whoever asks.</summary>
    /// <exception cref="RefusedException">409 transition-refused: completed and not reopened; 409 period-order: not over yet, or an earlier month is open.</exception>
    internal async Task<CloseRound> RequestAsync(string tenant, Period period, Actor actor, string reason, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Asked first, read second: a row read before its own change was written names the round before.
            var asked = await WasAskedAsync(tenant, period, actor, cancellationToken);
            var row = await store.FindAsync<CloseRow>(tenant, ClosingKeys.Close(period), cancellationToken) ?? CloseRow.Of(tenant, period);
            if (asked || row.State == CloseState.Running)
            {
                return row.Reference;
            }

            RequireTaken(row, CloseEvent.Start);
            await RequireOrderAsync(tenant, period, actor, cancellationToken);
            if (await store.TryWriteAsync(tenant, row.Move(CloseEvent.Start, actor, reason), actor.Now))
            {
                return row.Reference;
            }
        }

        throw new InvalidOperationException($"The close of {period} changed each time it was to be started.");
    }

    /// <summary>Starts the orchestration of a round that was written down; nothing happens when it was ever started.</summary>
    internal static Task LaunchAsync(CloseRound close, DurableTaskClient client, CancellationToken cancellationToken)
        => client.StartOnceAsync(nameof(MonthEndCloseOrchestrator), close.InstanceId, close, cancellationToken);

    /// <exception cref="RefusedException">409 transition-refused, with the events allowed instead.</exception>
    internal static void RequireTaken(CloseRow row, CloseEvent @event)
    {
        if (!row.Takes(@event))
        {
            var refusal = TransitionRefusedException.For(CloseLifecycle.Table, row.State, @event);
            throw new RefusedException(StatusCodes.Status409Conflict, PeriodChanges.Unfit, $"The close of {row.Period}: {refusal.Message}")
            {
                More = new Dictionary<string, object?> { ["state"] = refusal.State, ["allowed"] = refusal.Allowed },
            };
        }
    }

    /// <summary>The same command again, after a crash before its answer was kept.</summary>
    internal async Task<bool> WasAskedAsync(string tenant, Period period, Actor actor, CancellationToken cancellationToken)
        => (await store.ReadAllAsync<TableEntity>(tenant, ClosingKeys.CloseChangePrefix(period), cancellationToken))
            .Any(row => RowJson.Read<CloseChange>(row.Text("Change")).Correlation == actor.Correlation);

    private async Task RequireOrderAsync(string tenant, Period period, Actor actor, CancellationToken cancellationToken)
    {
        var books = await store.ReadBooksAsync(tenant, cancellationToken);
        if (PeriodOrder.AgainstClosing(Ledgers.All, period, books, (actor.Now, actor.Tenant!.DayAt(actor.Now))) is { } problem)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, PeriodChanges.OutOfOrder, problem);
        }
    }
}
