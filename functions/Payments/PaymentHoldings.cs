using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>
/// Which debts orders hold, read from their parts. Whoever knows the orders a debt can be in need not ask for its claim, of which
/// a month has one a debt.
/// </summary>
public sealed class PaymentHoldings(PaymentStore store, PaymentBlobs blobs)
{
    /// <summary>The debts of one part that some orders hold.</summary>
    internal async Task<IReadOnlySet<PayableKey>> InPartAsync(IReadOnlyList<PaymentOrderReference> among, int part, CancellationToken cancellationToken)
    {
        HashSet<PayableKey> held = [];
        foreach (var order in among)
        {
            if (await FindLiveAsync(order, cancellationToken) is { } row && row.Holds(part) && await store.FindPartAsync(order, part, cancellationToken) is { } kept)
            {
                var content = await blobs.ReadPartAsync(order, part, cancellationToken);
                held.UnionWith(content.Lines.Where(line => !LineStates.Of(kept.States, line.Line).FreesDebt()).Select(line => line.Payable.Key));
            }
        }

        return held;
    }

    /// <summary>SHA-256 of the places of all lines that hold their debts.</summary>
    internal async Task<string> DigestAsync(IReadOnlyList<PaymentOrderReference> among, CancellationToken cancellationToken)
    {
        List<string> words = [];
        foreach (var order in among)
        {
            words.Add(order.OrderId);
            if (await FindLiveAsync(order, cancellationToken) is { } row)
            {
                var parts = await store.ReadPartsAsync(order, row.Parts, cancellationToken);
                words.AddRange(parts.Select(part => LineStates.Holding(part.States)));
            }
        }

        return Digest.Of([.. words]);
    }

    private async Task<PaymentOrderRow?> FindLiveAsync(PaymentOrderReference order, CancellationToken cancellationToken)
        => await store.FindOrderAsync(order, cancellationToken) is { } row && row.State.IsLive() ? row : null;
}
