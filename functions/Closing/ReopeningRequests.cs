using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Runs;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>Requests to reopen a month: what stands against one, and how it is written down.</summary>
public sealed class ReopeningRequests(ClosingStore store)
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
}
