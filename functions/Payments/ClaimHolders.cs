using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>Whether those who hold claims still do; read once for all claims of a part.</summary>
internal sealed class ClaimHolders(PaymentStore store, string tenant) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<string, PaymentOrderRow?> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<(string OrderId, int Part), PaymentPartRow?> parts = [];

    public async Task<bool> IsFreeAsync(ClaimHolder claim, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await IsFreeAsync(new PaymentOrderReference(tenant, claim.OrderId), claim.Part, claim.Line, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<bool> IsFreeAsync(PaymentOrderReference holder, int part, int line, CancellationToken cancellationToken)
    {
        if (!orders.TryGetValue(holder.OrderId, out var order))
        {
            orders[holder.OrderId] = order = await store.FindOrderAsync(holder, cancellationToken);
        }

        // An order is written before its claims: one without a row is none.
        if (order is null || !order.State.IsLive() || (order.Parts > 0 && part > order.Parts))
        {
            return true;
        }

        if (!parts.TryGetValue((holder.OrderId, part), out var row))
        {
            parts[(holder.OrderId, part)] = row = await store.FindPartAsync(holder, part, cancellationToken);
        }

        // Without a row the part is being added; all that frees a line is final, so what was read cannot be taken back.
        return row is not null && LineStates.Of(row.States, line).FreesDebt();
    }
}
