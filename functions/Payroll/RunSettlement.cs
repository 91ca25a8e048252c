using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>Hears from the bank what became of the nets of runs: all paid closes a run, what came back opens its debt again.</summary>
public sealed class RunSettlement(PayrollStore store, PaymentOrders orders, PaymentPosting posting, LateReturns late, Actors actors) : IPayableOwner
{
    private const int MostAttempts = 8;

    public string Kind => RunDebt.Salary;

    /// <summary>Writes down whose money came back, then moves the run; the same news again changes nothing.</summary>
    public async Task HearAsync(PayableNews news, CancellationToken cancellationToken)
    {
        foreach (var run in news.Payables.GroupBy(word => RunDebt.RunIdOf(word.Key), StringComparer.Ordinal))
        {
            var reference = new RunReference(news.Order.Tenant, run.Key);
            if (await store.FindRunAsync(reference, cancellationToken) is { } row)
            {
                if (news.State is LineState.Returned or LineState.Rejected)
                {
                    await late.NoteAsync(row, news, [.. run], cancellationToken);
                }

                await MarkAsync(row, news, [.. run], cancellationToken);
                await MoveAsync(reference, news.Order.OrderId, cancellationToken);
            }
        }
    }

    public Task<bool> RecordAsync(PaymentMovement movement, CancellationToken cancellationToken) => posting.PostAsync(movement, cancellationToken);

    /// <summary>Moves a run to where its payments are. While an order is being built it stays, and is looked at again when that is sealed.</summary>
    /// <returns>The run as it stands then.</returns>
    internal async Task<RunRow> MoveAsync(RunReference reference, string correlation, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = await store.RequireRunAsync(reference, cancellationToken);
            if (row.State is not (RunState.Settling or RunState.PartiallyPaid or RunState.Closed) || await EventAsync(row, cancellationToken) is not { } @event || !row.Takes(@event))
            {
                return row;
            }

            var actor = await actors.NowAsync(reference.Tenant, PayrollNotices.Process, correlation, cancellationToken);
            var rows = row.Move(@event, actor, string.Create(CultureInfo.InvariantCulture, $"By the bank, {correlation}."));
            row.HasNews = true;
            Notifications.Notification[] notices = PayrollNotices.Of(row) is { } notice ? [notice] : [];
            if (await store.TryWriteAsync(reference.Tenant, rows, actor.Now, notices))
            {
                return row;
            }
        }

        throw new InvalidOperationException($"The run {reference.RunId} changed each time the bank's news was to be written.");
    }

    private async Task MarkAsync(RunRow run, PayableNews news, IReadOnlyList<PayableWord> words, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(run.Reference.Tenant, PayrollNotices.Process, news.Order.OrderId, cancellationToken);
        var isReturned = news.State is LineState.Returned or LineState.Rejected;

        // Banks tell of a return more than once; what was ordered again meanwhile is open no longer.
        var open = isReturned ? await orders.StillWithAsync(news.Order, [.. words.Select(word => word.Key)], cancellationToken) : null;
        foreach (var word in words.Where(word => open?.Contains(word.Key) != false))
        {
            var there = await FindMarkAsync(run, news, word, cancellationToken);
            if (isReturned && run.State != RunState.Reversed && there is not ({ IsHeldByPerson: true } or { State: PersonState.Reversed }))
            {
                var row = there ?? PersonRow.Of(run.Reference, RunDebt.PersonOf(word.Key));
                (row.State, row.Round, row.Actor, row.At) = (PersonState.Returned, run.Round, PayrollNotices.Process, actor.Now);
                row.Reason = $"{news.State}{(word.Reason is null ? "" : $": {word.Reason}")}";
                await WriteAsync(run, [there is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, there.ETag)], cancellationToken);
            }
            else if (there is { State: PersonState.Returned } && !isReturned)
            {
                // What came back was ordered again, and is paid now.
                await store.DeletePersonAsync(there, cancellationToken);
            }
        }
    }

    /// <exception cref="InvalidOperationException">Somebody was quicker: the news is told again.</exception>
    private async Task WriteAsync(RunRow run, IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellationToken)
    {
        if (!await store.TryWriteAsync(rows, cancellationToken))
        {
            throw PayrollStore.Moved(run.Current);
        }
    }

    /// <summary>For payments that arrived nothing need be read unless something of the run ever came back.</summary>
    private async Task<PersonRow?> FindMarkAsync(RunRow run, PayableNews news, PayableWord word, CancellationToken cancellationToken)
        => news.State == LineState.Paid && run.State == RunState.Settling && run.ReadOrders().Count == 1
            ? null
            : await store.FindPersonAsync(run.Reference, RunDebt.PersonOf(word.Key), cancellationToken);

    /// <summary>Something of the run is returned and not ordered again: partially paid. Every order paid: closed. Else it goes on waiting.</summary>
    private async Task<RunEvent?> EventAsync(RunRow row, CancellationToken cancellationToken)
    {
        if ((await store.ReadPeopleAsync(row.Reference, cancellationToken)).Any(person => person.State == PersonState.Returned))
        {
            return RunEvent.Return;
        }

        List<PaymentOrderSummary> all = [];
        foreach (var order in row.ReadOrders())
        {
            if (await orders.FindAsync(new PaymentOrderReference(row.Reference.Tenant, order), cancellationToken) is not { } summary)
            {
                return null;
            }

            all.Add(summary);
        }

        return all.Count > 0 && all.TrueForAll(order => HasEnded(order) || IsReplaced(order, all)) ? RunEvent.Close : null;
    }

    private static bool HasEnded(PaymentOrderSummary order)
        => order.State != PaymentOrderState.Cancelled && order.Paid + order.Returned + order.Rejected == order.Count;

    /// <summary>It was taken back, and an order that was built afterwards has what it left.</summary>
    private static bool IsReplaced(PaymentOrderSummary order, IReadOnlyList<PaymentOrderSummary> all)
        => order is { State: PaymentOrderState.Cancelled, CancelledAt: { } at } && all.Any(later => later.State != PaymentOrderState.Cancelled && later.OpenedAt >= at);
}
