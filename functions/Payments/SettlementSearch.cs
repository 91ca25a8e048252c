using BackOffice.Payments.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payments;

/// <summary>
/// Looks for transactions that come without our reference among the lines the bank has: by the creditor's reference or text with
/// the amount, else by amount and account. Only what fits exactly one line is taken, and a line is taken once.
/// </summary>
internal sealed class SettlementSearch(PaymentStore store, PaymentBlobs blobs, (string Tenant, DateTimeOffset Now) at)
{
    /// <summary>A return without our reference is looked for in settled orders no older than this; a later one is marked by hand.</summary>
    private static readonly TimeSpan ReturnTime = TimeSpan.FromDays(90);

    /// <summary>More than that without references are no answers to our orders.</summary>
    private const int MostTransactions = 5_000;

    private readonly Dictionary<(Money Amount, LineEvent Event), List<Sought>> sought = [];
    private int count;

    /// <summary>Remembers a transaction; false when it has nothing to look by.</summary>
    public bool TryAdd(BankTransaction transaction)
    {
        if (transaction is not { Amount: { } amount, Scope: BankScope.Line } || SettlementMatch.EventOf(transaction.Outcome) is not { } @event || count >= MostTransactions
            || (transaction.Account is null && transaction.Remittance is null))
        {
            return false;
        }

        count++;
        if (!sought.TryGetValue((amount, @event), out var same))
        {
            sought[(amount, @event)] = same = [];
        }

        same.Add(new Sought(transaction));
        return true;
    }

    /// <summary>Goes through the lines that are at the bank.</summary>
    /// <returns>Those that were found, by the line; the others are counted as missed.</returns>
    public async Task<IReadOnlyList<(BankTransaction Transaction, EndToEndId Id)>> RunAsync(SettlementTally tally, CancellationToken cancellationToken)
    {
        if (count > 0)
        {
            await foreach (var order in store.Query<PaymentOrderRow>(at.Tenant, PaymentKeys.OrderPrefix).WithCancellation(cancellationToken))
            {
                if (IsWorthALook(order))
                {
                    await LookInAsync(order, cancellationToken);
                }
            }
        }

        return Decide(tally);
    }

    private bool IsWorthALook(PaymentOrderRow order)
        => order.State.IsAtBank()
            && (order.State != PaymentOrderState.Settled || (order.ExportedAt + ReturnTime > at.Now && sought.Keys.Any(key => key.Event == LineEvent.Return)));

    private async Task LookInAsync(PaymentOrderRow order, CancellationToken cancellationToken)
    {
        var tag = PaymentKeys.Tag(order.Reference);
        var format = order.ReadTerms().Format;
        foreach (var part in await store.ReadPartsAsync(order.Reference, order.Parts, cancellationToken))
        {
            var content = await blobs.ReadPartAsync(order.Reference, part.Part, cancellationToken);
            foreach (var line in content.Ordered)
            {
                Offer(line, LineStates.Of(part.States, line.Line), (new EndToEndId(tag, part.Part, line.Line), format));
            }
        }
    }

    private void Offer(PartLine line, LineState state, (EndToEndId Id, PaymentFormat Format) place)
    {
        foreach (var @event in Enum.GetValues<LineEvent>())
        {
            if ((state == LineLifecycle.Target(@event) || LineLifecycle.Table.Next(state, @event) is not null) && sought.TryGetValue((line.Payable.Amount, @event), out var same))
            {
                same.ForEach(one => one.Offer(line.Payable, place));
            }
        }
    }

    private List<(BankTransaction Transaction, EndToEndId Id)> Decide(SettlementTally tally)
    {
        var all = sought.Values.SelectMany(same => same).ToList();
        var wanted = all.Select(one => (one.Event, one.Single)).Where(claim => claim.Single is not null).CountBy(claim => claim).ToDictionary();
        List<(BankTransaction Transaction, EndToEndId Id)> found = [];
        foreach (var one in all)
        {
            // Two transactions that both fit one line: a person decides.
            if (one.Single is { } id && wanted[(one.Event, id)] == 1)
            {
                found.Add((one.Transaction, id));
            }
            else
            {
                tally.Miss(one.Transaction, one.IsFound ? UnmatchedReason.Ambiguous : UnmatchedReason.NotFound);
            }
        }

        return found;
    }

    /// <summary>One transaction and what was found for it; a reference counts more than an account.</summary>
    private sealed class Sought(BankTransaction transaction)
    {
        private (EndToEndId? Id, int Count) byReference;
        private (EndToEndId? Id, int Count) byAccount;

        public BankTransaction Transaction => transaction;

        public LineEvent Event { get; } = SettlementMatch.EventOf(transaction.Outcome)!.Value;

        public bool IsFound => byReference.Count + byAccount.Count > 0;

        public EndToEndId? Single => byReference.Count == 1 ? byReference.Id : byReference.Count == 0 && byAccount.Count == 1 ? byAccount.Id : null;

        public void Offer(Payable payable, (EndToEndId Id, PaymentFormat Format) place)
        {
            var sameAccount = transaction.Account is not null && transaction.Account == payable.Creditor.Account?.Value;
            if (transaction.Remittance is not null && (sameAccount || transaction.Account is null) && SettlementMatch.CarriesReference(transaction.Remittance, payable, place.Format))
            {
                byReference = (place.Id, byReference.Count + 1);
            }

            if (sameAccount)
            {
                byAccount = (place.Id, byAccount.Count + 1);
            }
        }
    }
}
