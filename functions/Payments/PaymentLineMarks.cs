using BackOffice.Payments.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>What people say of single lines where the bank's answer never came.</summary>
public sealed class PaymentLineMarks(PaymentStore store, PaymentMarks marks, PaymentNews news)
{
    private const int MostAttempts = 8;

    /// <summary>Marks a line and writes down who, when and why; a second call changes nothing.</summary>
    internal async Task<PaymentAnswer<PaymentOrderSummary>> MarkAsync(PaymentOrderReference reference, (string EndToEndId, LineEvent Event) said, (Actor Actor, string Reason) by, CancellationToken cancellationToken)
    {
        var order = await store.FindOrderAsync(reference, cancellationToken);
        if (order is null || !EndToEndId.TryRead(said.EndToEndId, out var id) || id.Tag != PaymentKeys.Tag(reference))
        {
            return PaymentOrders.Refused(PaymentRefusal.NotFound, "The order has no such line.");
        }

        if (await IsWrittenAsync(reference, by.Actor, cancellationToken) is false)
        {
            var unmatched = await marks.ApplyAsync(reference, [new LineMark(id.Part, id.Line, said.Event, "by hand")], by, cancellationToken);
            if (unmatched is [var miss, ..])
            {
                return miss.Reason == UnmatchedReason.NotFound
                    ? PaymentOrders.Refused(PaymentRefusal.NotFound, "The order has no such line.")
                    : PaymentOrders.Refused(PaymentRefusal.Transition, "The line does not take it: it never was at the bank, or has ended otherwise.");
            }

            await NoteAsync(reference, id, (said.Event, by), cancellationToken);
        }

        await news.ConcludeAsync(reference, [by.Actor.Correlation], cancellationToken);
        return (await store.FindOrderAsync(reference, cancellationToken))!.Summary().AsAnswer();
    }

    private async Task<bool> IsWrittenAsync(PaymentOrderReference order, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var change in await store.ReadChangesAsync(order, cancellationToken))
        {
            if (change.Correlation == actor.Correlation && change.Event is null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task NoteAsync(PaymentOrderReference reference, EndToEndId id, (LineEvent Event, (Actor Actor, string Reason) By) said, CancellationToken cancellationToken)
    {
        var (actor, reason) = said.By;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var order = await store.FindOrderAsync(reference, cancellationToken) ?? throw new InvalidOperationException("A marked order that is none.");
            var change = new PaymentOrderChange(Event: null, order.State, order.State, actor.Name, actor.Now, actor.LocalTime, $"{id} {said.Event}: {reason}", actor.Correlation);
            if (await store.TryWriteAsync(order.History(change), order.Replaced()))
            {
                return;
            }
        }

        throw new InvalidOperationException("The order changed each time the mark was to be written down.");
    }
}
