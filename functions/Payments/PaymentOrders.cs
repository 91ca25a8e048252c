using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payments;

/// <summary>Payment orders for other features: open one, add debts part by part, seal it, or take it back. Every call may come twice.</summary>
public sealed class PaymentOrders(PaymentStore store, PaymentParts parts, PaymentSeals seals, PaymentClaims claims, PaymentHoldings holdings, PaymentBlobs blobs, PaymentRules rules)
{
    private const int MostAttempts = 8;

    /// <summary>Opens an order; the same request again answers the order as it is.</summary>
    /// <returns>The order, or Unfit, FormatUnfit, NotABankDay, DebtorUnfit, Differs.</returns>
    public async Task<PaymentAnswer<PaymentOrderSummary>> OpenAsync(PaymentOrderRequest request, Actor actor, CancellationToken cancellationToken)
    {
        if (PaymentOrderCheck.ProblemOf(request, rules) is { } problem)
        {
            return new PaymentAnswer<PaymentOrderSummary> { Refusal = problem.Refusal, Detail = problem.Detail };
        }

        var row = PaymentOrderRow.Of(request, actor.Now);
        var opened = new PaymentOrderChange(PaymentOrderEvent.Open, PaymentOrderState.Draft, PaymentOrderState.Draft, actor.Name, actor.Now, actor.LocalTime, "", actor.Correlation);
        var tag = new TableEntity(row.PartitionKey, PaymentKeys.TagRow(PaymentKeys.Tag(request.Order))) { ["SchemaVersion"] = 1, ["OrderId"] = request.Order.OrderId };
        if (await store.TryWriteAsync(row.History(opened), new(TableTransactionActionType.Add, row), new(TableTransactionActionType.Add, tag)))
        {
            return row.Summary().AsAnswer();
        }

        var kept = await store.FindOrderAsync(request.Order, cancellationToken);
        return kept is null ? throw new InvalidOperationException("Another order has the same tag.")
            : kept.Terms == row.Terms && kept.PreparedBy == row.PreparedBy ? kept.Summary().AsAnswer()
            : Refused(PaymentRefusal.Differs, "The name stands for an order with other terms.");
    }

    /// <summary>Adds debts to an open order; a debt that a live order holds is refused and named, the rest goes on.</summary>
    /// <param name="order">The order.</param>
    /// <param name="part">1 to 9999, each once; the same part with the same debts again answers as the first time.</param>
    /// <param name="payables">Up to 1000, in the order of the file; none for a part whose debts turned out to be none.</param>
    /// <param name="cancellationToken">Stops between writes.</param>
    public Task<PaymentAnswer<PartSummary>> AddPartAsync(PaymentOrderReference order, int part, IReadOnlyList<Payable> payables, CancellationToken cancellationToken)
        => parts.AddAsync(order, part, payables, cancellationToken);

    /// <summary>A part as it was decided, for one that Differs: what is stored is what is paid.</summary>
    /// <returns>The part, or NotFound, or Transition where the order has taken none since.</returns>
    public Task<PaymentAnswer<PartSummary>> FindPartAsync(PaymentOrderReference order, int part, CancellationToken cancellationToken)
        => parts.FindAsync(order, part, cancellationToken);

    /// <summary>Builds the file of parts 1 to the given one and closes the order to others; again, it answers the same.</summary>
    public Task<PaymentAnswer<PaymentOrderSummary>> SealAsync(PaymentOrderReference order, int partCount, Actor actor, CancellationToken cancellationToken)
        => seals.SealAsync(order, partCount, actor, cancellationToken);

    /// <summary>Takes an order back that is not exported, for whoever builds it: its debts may be ordered again. A second call answers the same.</summary>
    public Task<PaymentAnswer<PaymentOrderSummary>> CancelAsync(PaymentOrderReference order, string reason, Actor actor, CancellationToken cancellationToken)
        => CancelAsync(order, (actor, reason), isBuilder: true, cancellationToken);

    /// <summary>The same for people, once it is sealed: until then whoever builds it would go on with an order that takes no more.</summary>
    /// <returns>The order, or NotFound, BeingBuilt, Transition.</returns>
    internal Task<PaymentAnswer<PaymentOrderSummary>> TakeBackAsync(PaymentOrderReference order, string reason, Actor actor, CancellationToken cancellationToken)
        => CancelAsync(order, (actor, reason), isBuilder: false, cancellationToken);

    /// <summary>The order as it stands; null when there is none.</summary>
    public async Task<PaymentOrderSummary?> FindAsync(PaymentOrderReference order, CancellationToken cancellationToken)
        => (await store.FindOrderAsync(order, cancellationToken))?.Summary();

    /// <summary>What became of the debts of one part; one that was never ordered, or whose order was taken back, is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<PayableKey, LineState>> StatesAsync(PaymentOrderReference order, int part, CancellationToken cancellationToken)
    {
        var row = await store.FindOrderAsync(order, cancellationToken);
        if (row is null or { State: PaymentOrderState.Cancelled } || await store.FindPartAsync(order, part, cancellationToken) is not { } states)
        {
            return new Dictionary<PayableKey, LineState>();
        }

        var content = await blobs.ReadPartAsync(order, part, cancellationToken);
        return content.Ordered.ToDictionary(line => line.Payable.Key, line => LineStates.Of(states.States, line.Line));
    }

    /// <summary>The debts of one part that some orders are paying or have paid: in a live order, and neither returned nor rejected.</summary>
    public Task<IReadOnlySet<PayableKey>> HeldAsync(IReadOnlyList<PaymentOrderReference> among, int part, CancellationToken cancellationToken)
        => holdings.InPartAsync(among, part, cancellationToken);

    /// <summary>SHA-256 of which lines of some orders hold their debts. The same again, and nobody's money has left or come back in between.</summary>
    public Task<string> HeldDigestAsync(IReadOnlyList<PaymentOrderReference> among, CancellationToken cancellationToken)
        => holdings.DigestAsync(among, cancellationToken);

    /// <summary>Of debts that came back from an order, those that no other order has taken over since.</summary>
    public Task<IReadOnlySet<PayableKey>> StillWithAsync(PaymentOrderReference order, IReadOnlyCollection<PayableKey> debts, CancellationToken cancellationToken)
        => claims.OwnAsync(order, debts, cancellationToken);

    internal static PaymentAnswer<PaymentOrderSummary> Refused(PaymentRefusal refusal, string detail) => new() { Refusal = refusal, Detail = detail };

    private async Task<PaymentAnswer<PaymentOrderSummary>> CancelAsync(PaymentOrderReference order, (Actor Actor, string Reason) by, bool isBuilder, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = await store.FindOrderAsync(order, cancellationToken);
            if (row is null)
            {
                return Refused(PaymentRefusal.NotFound, "There is no such order.");
            }

            if (row.State == PaymentOrderState.Cancelled)
            {
                return row.Summary().AsAnswer();
            }

            if (!row.Takes(PaymentOrderEvent.Cancel))
            {
                return Refused(PaymentRefusal.Transition, $"An order is taken back before its export; this one is {row.State}.");
            }

            if (row.State == PaymentOrderState.Draft && !isBuilder)
            {
                return Refused(PaymentRefusal.BeingBuilt, "The order is being built; it can be taken back as soon as it is sealed.");
            }

            row.CancelledAt = by.Actor.Now;
            if (await store.TryWriteAsync(row.Move(PaymentOrderEvent.Cancel, by.Actor, by.Reason)))
            {
                return row.Summary().AsAnswer();
            }
        }

        throw new InvalidOperationException("The order changed each time it was to be taken back.");
    }
}
