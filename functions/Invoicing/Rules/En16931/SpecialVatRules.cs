using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>What only one VAT category asks: where and when an intra-community supply went (K), nothing else beside what is not subject to VAT (O), split payment in Italy only (B).</summary>
internal static class SpecialVatRules
{
    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        .. OfSupplies,
        new("BR-O-11", "BG-23", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherThan("O", static use => use.Breakdown), report)),
        new("BR-O-12", "BT-151", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherThan("O", static use => use.Lines), report)),
        new("BR-O-13", "BT-95", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherThan("O", static use => use.Allowances), report)),
        new("BR-O-14", "BT-102", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherThan("O", static use => use.Charges), report)),
        .. OfSplitPayment,
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        .. OfSupplies,
        // The official CII rules do not tell lines from breakdowns, nor allowances from charges.
        new("BR-O-11", "BG-23", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherAt("O", IsTradeTax), report)),
        new("BR-O-12", "BT-151", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherAt("O", IsTradeTax), report)),
        new("BR-O-13", "BT-95", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherAt("O", IsCategoryTax), report)),
        new("BR-O-14", "BT-102", static (invoice, report) => CheckAlone(invoice, invoice.Vat.OtherAt("O", IsCategoryTax), report)),
        .. OfSplitPayment,
    ];

    private static IEnumerable<Rule<EnDocument>> OfSupplies =>
    [
        EnRule.Document("BR-IC-11", "BT-72", static invoice => invoice.Vat.Of("K").Breakdown.Count == 0 || invoice.Terms.IsDelivered, "An intra-community supply (K) is invoiced without a day of delivery or an invoicing period."),
        EnRule.Document("BR-IC-12", "BT-80", static invoice => invoice.Vat.Of("K").Breakdown.Count == 0 || invoice.Terms.IsDeliveredTo, "An intra-community supply (K) is invoiced without the country delivered to."),
    ];

    private static IEnumerable<Rule<EnDocument>> OfSplitPayment =>
    [
        new("BR-B-01", "BT-118", IsItalian),
        EnRule.Document("BR-B-02", "BT-118", static invoice => invoice.Vat.Of("B").Anywhere.Count == 0 || invoice.Vat.Of("S").Anywhere.TrueForAll(invoice.Terms.MayStandBesideSplitPayment), "Split payment (B) and the standard rate (S) are in one invoice."),
    ];

    private static bool IsTradeTax(RawNode vat) => vat.Name == "ApplicableTradeTax";

    private static bool IsCategoryTax(RawNode vat) => vat.Name == "CategoryTradeTax";

    private static void CheckAlone(EnDocument invoice, RawNode? other, Report report)
    {
        if (other is not null && invoice.Vat.Of("O").Breakdown.Count > 0)
        {
            report.Broken(other, $"Of an invoice that is not subject to VAT (O) a part has the category {invoice.Terms.Category(other)}.");
        }
    }

    private static void IsItalian(EnDocument invoice, Report report)
    {
        if (invoice.Vat.Of("B").Anywhere.Count == 0)
        {
            return;
        }

        var abroad = invoice.Root.Descendants().FirstOrDefault(element => invoice.Terms.IsCountry(element) && element.Text != "IT");
        report.Unless(abroad is null, abroad ?? invoice.Root, $"Split payment (B) is for invoices within Italy, and this one names the country {abroad}.");
    }
}
