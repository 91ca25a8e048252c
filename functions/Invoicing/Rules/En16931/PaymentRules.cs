using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>How and when is to be paid.</summary>
internal static class PaymentRules
{
    /// <summary>The digits of a card number that may be shown: the first six and the last four (PCI DSS).</summary>
    private const int MostOfCardNumber = 10;

    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Each("BR-49", "BT-81", static groups => groups.PaymentMeans, EnRule.Given(static (terms, means) => terms.PaymentMeansCode(means), "Payment instructions do not say the means of payment.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        EnRule.Each("BR-50", "BT-84", static groups => groups.PaymentMeans, EnRule.That(AccountsAreFilled, "A credit transfer is asked for, and its account has no number.")),
        CardNumberIsCut with { Severity = Severity.Warning },
        EnRule.Each("BR-61", "BT-84", static groups => groups.PaymentMeans, EnRule.That(TransferHasAccount, "A credit transfer is asked for without an account.")),
        EnRule.Document("BR-66", "BG-18", static invoice => Count(invoice, "CardAccount") <= 1, "The invoice names more than one payment card."),
        EnRule.Document("BR-67", "BG-19", static invoice => Count(invoice, "PaymentMandate") <= 1, "The invoice names more than one mandate of direct debit."),
        new("BR-CO-25", "BT-9", UblDueDayIsKnown),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        EnRule.Each("BR-50", "BT-84", static groups => groups.PaymentMeans, EnRule.That(AccountsAreFilled, "A credit transfer is asked for, and its account has no number.")),
        CardNumberIsCut,
        EnRule.Each("BR-61", "BT-84", static groups => groups.PaymentMeans, EnRule.That(AccountsAreGiven, "A credit transfer is asked for without an account.")),
        new("BR-CO-25", "BT-9", CiiDueDayIsKnown),
    ];

    private static Rule<EnDocument> CardNumberIsCut => EnRule.Each("BR-51", "BT-87", static groups => groups.Cards, EnRule.That(static (_, card) => card.Value.Length <= MostOfCardNumber, "The whole number of a payment card is shown; at most its first six and last four digits may be."));

    // 30 credit transfer, 58 SEPA credit transfer (UNTDID 4461).
    private static bool IsTransfer(string? code) => code is "30" or "58";

    private static bool AccountsAreFilled(Terms terms, RawNode means) => Accounts(terms, means, static (terms, account) => Terms.Filled(terms.AccountId(account)));

    private static bool AccountsAreGiven(Terms terms, RawNode means) => Accounts(terms, means, static (terms, account) => terms.AccountId(account) is not null);

    private static bool Accounts(Terms terms, RawNode means, Func<Terms, RawNode, bool> hold)
    {
        if (!IsTransfer(terms.PaymentMeansCode(means)?.Text))
        {
            return true;
        }

        var first = terms.CreditAccount(means);
        for (var account = first; account is not null; account = account.NextSibling)
        {
            if (account.Name == first!.Name && !hold(terms, account))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TransferHasAccount(Terms terms, RawNode means)
        => !IsTransfer(terms.PaymentMeansCode(means)?.Value) || (terms.CreditAccount(means) is { } account && terms.AccountId(account) is not null);

    private static int Count(EnDocument invoice, string name)
        => invoice.Groups.PaymentMeans.Sum(means => means.Parent == invoice.Root ? means.All(Vocabulary.UblAggregate, name).Count() : 0);

    // Not asked of credit notes: the rule's place is the invoice only.
    private static void UblDueDayIsKnown(EnDocument invoice, Report report)
    {
        if (invoice.Root.Vocabulary == Vocabulary.UblInvoice && invoice.Terms.AmountDue is { } due)
        {
            CheckDueDay(invoice, due, !(Figure.Of(due) <= Figure.Zero), report);
        }
    }

    private static void CiiDueDayIsKnown(EnDocument invoice, Report report)
    {
        if (invoice.Terms.AmountDue is { } due)
        {
            CheckDueDay(invoice, due, Figure.Of(due) > Figure.Zero, report);
        }
    }

    private static void CheckDueDay(EnDocument invoice, RawNode due, bool isAsked, Report report)
        => report.Unless(!isAsked || (due.Number is not null && (invoice.Groups.HasDueDate || invoice.Groups.HasPaymentTerms)), due, $"{due} is due, and neither the day nor the terms of payment are given.");
}
