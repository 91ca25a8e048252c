using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Rules 05 to 07 of a VAT category: the rate of lines, allowances and charges.</summary>
internal static class VatRates
{
    public static IEnumerable<Rule<EnDocument>> Ubl(VatCategory category) => Of(category, category.Rate);

    // The official CII rules want a rate above zero for IGIC, the standard and the UBL rules do not.
    public static IEnumerable<Rule<EnDocument>> Cii(VatCategory category) => Of(category, category.Code == "L" ? VatRate.AboveZero : category.Rate);

    private static IEnumerable<Rule<EnDocument>> Of(VatCategory category, VatRate wanted) =>
    [
        Of(category.Numbered("05"), "BT-152", (category, wanted), static use => use.Lines),
        Of(category.Numbered("06"), "BT-96", (category, wanted), static use => use.Allowances),
        Of(category.Numbered("07"), "BT-103", (category, wanted), static use => use.Charges),
    ];

    private static Rule<EnDocument> Of(string id, string term, (VatCategory Category, VatRate Wanted) of, Func<VatUse, List<RawNode>> place) => new(id, term, (invoice, report) =>
    {
        foreach (var element in place(invoice.Vat.Of(of.Category.Code)))
        {
            var rate = invoice.Terms.Rate(element);
            report.Unless(IsAsWanted(rate, of.Wanted), element, $"What is {of.Category.Means} ({of.Category.Code}) has the rate {rate}; it has to {Words(of.Wanted)}.");
        }
    });

    private static bool IsAsWanted(RawNode? rate, VatRate wanted) => wanted switch
    {
        VatRate.Zero => Figure.Of(rate).Is(Figure.Zero),
        VatRate.AboveZero => Figure.Of(rate) > Figure.Zero,
        VatRate.NotBelowZero => Figure.Of(rate) >= Figure.Zero,
        _ => rate is null,
    };

    private static string Words(VatRate wanted) => wanted switch
    {
        VatRate.Zero => "be 0",
        VatRate.AboveZero => "be above 0",
        VatRate.NotBelowZero => "be 0 or above",
        _ => "have none",
    };
}
