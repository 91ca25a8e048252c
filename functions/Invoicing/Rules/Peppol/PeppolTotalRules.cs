using System.Collections.Frozen;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>What Peppol asks of the VAT totals and of the currencies of amounts.</summary>
internal static class PeppolTotalRules
{
    private const string Amounts = "cbc:Amount cbc:BaseAmount cbc:PriceAmount cbc:TaxAmount cbc:TaxableAmount cbc:LineExtensionAmount cbc:TaxExclusiveAmount cbc:TaxInclusiveAmount cbc:AllowanceTotalAmount cbc:ChargeTotalAmount cbc:PrepaidAmount cbc:PayableRoundingAmount cbc:PayableAmount";

    private static readonly FrozenSet<string> AmountNames = Amounts.Split(' ').Select(name => ElementName.Of(name).Name).ToFrozenSet(StringComparer.Ordinal);
    private static readonly ElementPath Totals = ElementPath.Of("cac:TaxTotal");
    private static readonly ElementPath Breakdown = ElementPath.Of("cac:TaxSubtotal");
    private static readonly ElementPath Vat = ElementPath.Of("cac:TaxTotal/cbc:TaxAmount");
    private static readonly ElementPath Currency = ElementPath.Of("cbc:DocumentCurrencyCode");
    private static readonly ElementPath VatCurrency = ElementPath.Of("cbc:TaxCurrencyCode");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("PEPPOL-EN16931-R051", "BT-5", "/", AmountsAreInCurrency),
        new("PEPPOL-EN16931-R053", "BT-110", "/", OneBreakdown),
        new("PEPPOL-EN16931-R054", "BT-111", "/", OneTotalInAccounting),
        new("PEPPOL-EN16931-R055", "BT-111", "/", SignsAreAlike),
        CodedCurrency("PEPPOL-EN16931-CL007", Amounts),
    ];

    private static ElementRule CodedCurrency(string id, string context)
        => new(id, "BT-5", context, (amount, report)
            => report.Unless(CodeLists.PeppolCurrencies.Has(amount.Attribute("currencyID")), amount, $"{amount.Attribute("currencyID")} is none of the {CodeLists.PeppolCurrencies.Title}."));

    private static void AmountsAreInCurrency(RawNode document, Report report)
    {
        var currency = Currency.First(document)?.Text;
        foreach (var amount in document.Descendants())
        {
            if (amount.Vocabulary == Vocabulary.UblBasic && AmountNames.Contains(amount.Name) && IsOfInvoice(amount))
            {
                var own = amount.Attribute("currencyID");
                report.Unless(own is not null && own == currency, amount, $"The amount {amount} is in {own} and the invoice in {currency}.");
            }
        }
    }

    // The VAT total in the currency of accounting has no breakdown: only that one may be in another currency.
    private static bool IsOfInvoice(RawNode amount)
        => amount.Name != "TaxAmount" || (amount.Parent is { Vocabulary: Vocabulary.UblAggregate } owner
            && (owner.Name == "TaxSubtotal" || (owner.Name == "TaxTotal" && Breakdown.IsIn(owner))));

    private static int CountTotals(RawNode document, bool withBreakdown)
    {
        var count = 0;
        foreach (var total in Totals.All(document))
        {
            count += Breakdown.IsIn(total) == withBreakdown ? 1 : 0;
        }

        return count;
    }

    private static void OneBreakdown(RawNode document, Report report)
    {
        var count = CountTotals(document, withBreakdown: true);
        report.Unless(count == 1, document, $"One VAT total has a breakdown, not {count}.");
    }

    private static void OneTotalInAccounting(RawNode document, Report report)
    {
        var (count, expected) = (CountTotals(document, withBreakdown: false), VatCurrency.IsIn(document) ? 1 : 0);
        report.Unless(count == expected, document, $"{count} VAT totals have no breakdown, and {expected} should be in the currency of accounting ({VatCurrency.ValueIn(document)}).");
    }

    private static void SignsAreAlike(RawNode document, Report report)
    {
        if (!VatCurrency.IsIn(document))
        {
            return;
        }

        var (accounting, invoice) = (Signs(document, VatCurrency.ValueIn(document)), Signs(document, Currency.ValueIn(document)));
        report.Unless((accounting.IsNegative && invoice.IsNegative) || (accounting.IsPositive && invoice.IsPositive), document, "The VAT totals in the two currencies have one sign.");
    }

    private static (bool IsNegative, bool IsPositive) Signs(RawNode document, string currency)
    {
        var (isNegative, isPositive) = (false, false);
        foreach (var amount in Vat.All(document))
        {
            if (amount.Attribute("currencyID") == currency)
            {
                isNegative |= amount.Number <= 0;
                isPositive |= amount.Number >= 0;
            }
        }

        return (isNegative, isPositive);
    }
}
