using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>Whether those who hold claims still do; read once for all claims of a part.</summary>
internal sealed class ClaimHolders(PaymentStore store, PaymentBlobs blobs, string tenant)
{
    private readonly Dictionary<string, PaymentOrderRow?> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<(string OrderId, int Part), PaymentPartRow?> parts = [];
    private readonly Dictionary<(string OrderId, int Part), Dictionary<ClaimPlace, int>> lines = [];

    public async Task<bool> IsFreeAsync(ClaimPlace place, ClaimHolder claim, CancellationToken cancellationToken)
    {
        var holder = new PaymentOrderReference(tenant, claim.OrderId);
        if (!orders.TryGetValue(holder.OrderId, out var order))
        {
            orders[holder.OrderId] = order = await store.FindOrderAsync(holder, cancellationToken);
        }

        // An order is written before its claims: one without a row is none.
        if (order is null || !order.State.IsLive() || !order.Holds(claim.Part))
        {
            return true;
        }

        if (!parts.TryGetValue((holder.OrderId, claim.Part), out var row))
        {
            parts[(holder.OrderId, claim.Part)] = row = await store.FindPartAsync(holder, claim.Part, cancellationToken);
        }

        // Without a row the part is being added; all that frees a line is final, so what was read cannot be taken back.
        return row is not null && LineStates.Of(row.States, await LineAsync((place, claim), holder, row, cancellationToken)).FreesDebt();
    }

    /// <summary>The line that the claim is for. A try of other debts than the part was decided of counted other lines: what it claimed is found in the part, or is not in it.</summary>
    private async Task<int> LineAsync((ClaimPlace Place, ClaimHolder Holder) claim, PaymentOrderReference holder, PaymentPartRow row, CancellationToken cancellationToken)
    {
        if (claim.Holder.CountsAs(row))
        {
            return claim.Holder.Line;
        }

        if (!lines.TryGetValue((holder.OrderId, row.Part), out var decided))
        {
            var content = await blobs.ReadPartAsync(holder, row.Part, cancellationToken);
            lines[(holder.OrderId, row.Part)] = decided = content.Ordered.ToDictionary(line => PaymentKeys.Claim(tenant, line.Payable.Key), line => line.Line);
        }

        return decided.GetValueOrDefault(claim.Place);
    }
}
