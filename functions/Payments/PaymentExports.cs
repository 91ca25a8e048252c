using BackOffice.Payments.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>The hand-over to the bank: somebody else than who prepared the order takes the file, and from then on it counts.</summary>
public sealed class PaymentExports(PaymentStore store)
{
    private const int MostAttempts = 8;

    /// <summary>Marks the order as handed over; a second call answers the same and changes nothing.</summary>
    internal async Task<PaymentAnswer<PaymentOrderSummary>> ExportAsync(PaymentOrderReference reference, string reason, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await store.FindOrderAsync(reference, cancellationToken) is not { } order)
            {
                return PaymentOrders.Refused(PaymentRefusal.NotFound, "There is no such order.");
            }

            if (order.PreparedBy == actor.Name)
            {
                return PaymentOrders.Refused(PaymentRefusal.FourEyes, "Who prepared the order may not hand it over.");
            }

            if (order.State.IsAtBank())
            {
                return order.Summary().AsAnswer();
            }

            if (!order.Takes(PaymentOrderEvent.Export))
            {
                return PaymentOrders.Refused(PaymentRefusal.Transition, $"A sealed order is handed over; this one is {order.State}.");
            }

            (order.ExportedBy, order.ExportedAt) = (actor.Name, actor.Now);
            if (await store.TryWriteAsync(order.Move(PaymentOrderEvent.Export, actor, reason)))
            {
                return order.Summary().AsAnswer();
            }
        }

        throw new InvalidOperationException("The order changed each time it was to be handed over.");
    }
}
