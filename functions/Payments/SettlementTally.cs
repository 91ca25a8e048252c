using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>The figures of a message while it is worked off.</summary>
internal sealed class SettlementTally
{
    private const int MostShown = 100;

    private readonly Dictionary<BankOutcome, int> matched = [];
    private readonly List<UnmatchedTransaction> shown = [];
    private readonly HashSet<PaymentOrderReference> orders = [];
    private int transactions;
    private int unmatched;

    /// <summary>The orders that the message told something of.</summary>
    public IReadOnlyCollection<PaymentOrderReference> Orders => orders;

    public void Meet(PaymentOrderReference order) => orders.Add(order);

    public void Read() => transactions++;

    public void Match(BankOutcome outcome, int lines = 1) => matched[outcome] = Of(outcome) + lines;

    public void Miss(BankTransaction transaction, UnmatchedReason reason)
    {
        unmatched++;
        if (shown.Count < MostShown)
        {
            shown.Add(UnmatchedTransaction.Of(transaction, reason));
        }
    }

    public SettlementSummary Summary(string digest, BankMessage message) => new(
        digest,
        message.Kind,
        transactions,
        Of(BankOutcome.Paid),
        Of(BankOutcome.Returned),
        Of(BankOutcome.Rejected),
        Of(BankOutcome.Accepted),
        Of(BankOutcome.Incoming) + Of(BankOutcome.Pending),
        unmatched,
        shown,
        message.Findings);

    private int Of(BankOutcome outcome) => matched.GetValueOrDefault(outcome);
}
