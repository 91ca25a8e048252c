using Azure.Data.Tables;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Payments;

/// <summary>What of a line's amount moved by one mark, in minor units.</summary>
/// <param name="Kind">What sort of debt.</param>
/// <param name="BookedOn">By the bank; null when it tells no day.</param>
/// <param name="Paid">Left the account.</param>
/// <param name="Returned">Came back.</param>
internal readonly record struct LineMovement(string Kind, LocalDate? BookedOn, long Paid, long Returned);

/// <summary>Keeps what money moved, and hands it to the owners of the debts, who record it in their books.</summary>
public sealed class PaymentMovements(PaymentStore store, IEnumerable<IPayableOwner> owners)
{
    /// <summary>The rows that belong into the transaction of the marks.</summary>
    internal async Task<IReadOnlyList<TableTransactionAction>> RowsAsync(PaymentOrderRow order, IReadOnlyList<MarkedPart> marked, (Actor Actor, string Reason) by, CancellationToken cancellationToken)
    {
        var moved = marked.SelectMany(part => part.Moved).ToList();
        if (moved.Count == 0)
        {
            return [];
        }

        var there = await store.ReadMovementsAsync(order.Reference, cancellationToken);
        var today = by.Actor.Tenant?.DayAt(by.Actor.Now) ?? LocalDate.FromDateTime(by.Actor.Now.UtcDateTime);
        var next = there.Count;
        List<TableTransactionAction> rows = [];
        foreach (var of in moved.GroupBy(move => (move.Kind, Day: move.BookedOn ?? today)))
        {
            var open = there.FirstOrDefault(row => row.State == MovementState.Open && row.Message == by.Actor.Correlation && row.Kind == of.Key.Kind && row.Day == NodaTime.Text.LocalDatePattern.Iso.Format(of.Key.Day));
            var row = open ?? PaymentMovementRow.Of(order, ++next, of.Key);
            (row.Message, row.Reason) = (by.Actor.Correlation, by.Reason);
            row.Paid += of.Sum(move => move.Paid);
            row.Returned += of.Sum(move => move.Returned);
            rows.Add(open is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, row.ETag));
        }

        return rows;
    }

    /// <summary>Has all movements of an order recorded that are not yet.</summary>
    /// <returns>Whether none is left.</returns>
    internal async Task<bool> RecordAsync(PaymentOrderReference order, CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var row in await store.ReadMovementsAsync(order, cancellationToken))
        {
            all &= row.State == MovementState.Recorded || await RecordAsync(order, row, cancellationToken);
        }

        return all;
    }

    private async Task<bool> RecordAsync(PaymentOrderReference order, PaymentMovementRow row, CancellationToken cancellationToken)
    {
        // Fixed first: what the owner has seen must not grow.
        if (row.State == MovementState.Open && !await MoveAsync(row, MovementState.Fixed))
        {
            return false;
        }

        row = await store.FindAsync<PaymentMovementRow>(order.Tenant, row.RowKey, cancellationToken) ?? row;
        foreach (var owner in owners.Where(owner => owner.Kind == row.Kind))
        {
            if (!await owner.RecordAsync(row.Read(order), cancellationToken))
            {
                return false;
            }
        }

        return row.State == MovementState.Recorded || await MoveAsync(row, MovementState.Recorded);
    }

    private Task<bool> MoveAsync(PaymentMovementRow row, MovementState state)
    {
        row.State = state;
        return store.TryWriteAsync(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag));
    }
}
