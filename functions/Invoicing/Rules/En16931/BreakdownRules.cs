using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The VAT breakdown, whatever its category.</summary>
internal static class BreakdownRules
{
    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        .. Of(static (_, _) => true),
        EnRule.Document("BR-CO-18", "BG-23", static invoice => invoice.Groups.VatTotals.Exists(static total => total.First(Vocabulary.UblAggregate, "TaxSubtotal") is not null), "The invoice has no VAT breakdown."),
        EnRule.Each("BR-CO-17", "BT-117", static groups => groups.Breakdown, static (invoice, breakdown, report) => CheckTax(invoice, breakdown, static (apart, tolerance) => apart < tolerance, report)),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        .. Of(IsCheckedInCii),
        // Its place in CII is the line: an invoice without lines is not asked.
        EnRule.Document("BR-CO-18", "BG-23", static invoice => invoice.Groups.Lines.Count == 0 || invoice.Groups.Breakdown.Count > 0, "The invoice has no VAT breakdown."),
        EnRule.Each("BR-CO-17", "BT-117", static groups => groups.Breakdown, static (invoice, breakdown, report) =>
        {
            if (IsCheckedInCii(invoice.Terms, breakdown))
            {
                CheckTax(invoice, breakdown, static (apart, tolerance) => apart <= tolerance, report);
            }
        }),
    ];

    /// <summary>
    /// The official CII rules look at a breakdown of the categories O, L and M only by the rules of these categories: whatever fits the
    /// first of several rules is not shown to the rest.
    /// </summary>
    public static bool IsCheckedInCii(Terms terms, RawNode breakdown) => !(terms.Category(breakdown)?.Value is "O" or "L" or "M" && terms.IsOfVat(breakdown));

    private static IEnumerable<Rule<EnDocument>> Of(Func<Terms, RawNode, bool> isChecked) =>
    [
        Each("BR-45", "BT-116", isChecked, static (terms, breakdown) => terms.TaxableAmount(breakdown) is not null, "A VAT breakdown has no taxable amount."),
        Each("BR-46", "BT-117", isChecked, static (terms, breakdown) => terms.TaxAmount(breakdown) is not null, "A VAT breakdown has no amount of VAT."),
        Each("BR-47", "BT-118", isChecked, static (terms, breakdown) => terms.BreakdownVat(breakdown) is { } vat && terms.Category(vat) is not null, "A VAT breakdown has no category."),
        Each("BR-48", "BT-119", isChecked, HasRate, "A VAT breakdown has no rate."),
    ];

    private static Rule<EnDocument> Each(string id, string term, Func<Terms, RawNode, bool> isChecked, Func<Terms, RawNode, bool> holds, string otherwise)
        => EnRule.Each(id, term, static groups => groups.Breakdown, EnRule.That((terms, breakdown) => !isChecked(terms, breakdown) || holds(terms, breakdown), otherwise));

    private static bool HasRate(Terms terms, RawNode breakdown)
        => terms.BreakdownVat(breakdown) is { } vat && (terms.Rate(vat) is not null || terms.Category(vat)?.Value == "O");

    /// <summary>VAT may be apart from taxable amount x rate by one unit of the currency; at a rate that rounds to 0 it has to round to 0 itself.</summary>
    private static void CheckTax(EnDocument invoice, RawNode breakdown, Func<Figure, Figure, bool> isNear, Report report)
    {
        var (stated, taxable) = (invoice.Terms.TaxAmount(breakdown), invoice.Terms.TaxableAmount(breakdown));
        var rate = invoice.Terms.BreakdownVat(breakdown) is { } vat ? invoice.Terms.Rate(vat) : null;
        var isUntaxed = rate is null || Figure.Of(rate).Whole.Is(Figure.Zero);
        var holds = isUntaxed ? Figure.Of(stated).Whole.Is(Figure.Zero) : isNear(VatReckoning.Apart(stated, taxable, rate), new(1));
        report.Unless(holds, stated ?? breakdown, $"VAT is {stated}; {taxable} at {rate} % would be {VatReckoning.Tax(taxable, rate)}.");
    }
}

/// <summary>VAT from a taxable amount and a rate.</summary>
internal static class VatReckoning
{
    /// <summary>Without sign, as the rules reckon it.</summary>
    public static Figure Tax(RawNode? taxable, RawNode? rate) => Figure.Of(taxable).Absolute.Percent(Figure.Of(rate)).Rounded;

    public static Figure Apart(RawNode? stated, RawNode? taxable, RawNode? rate) => (Figure.Of(stated).Absolute - Tax(taxable, rate)).Absolute;
}
