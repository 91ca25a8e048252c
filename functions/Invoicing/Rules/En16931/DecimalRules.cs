using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Amounts have at most two decimals.</summary>
internal static class DecimalRules
{
    private const int Most = 2;

    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        Of("BR-DEC-01", "BT-92", static groups => groups.Allowances, static (terms, allowance) => terms.AllowanceAmount(allowance)),
        Of("BR-DEC-02", "BT-93", static groups => groups.Allowances, static (terms, allowance) => terms.AllowanceBase(allowance)),
        Of("BR-DEC-05", "BT-99", static groups => groups.Charges, static (terms, charge) => terms.AllowanceAmount(charge)),
        Of("BR-DEC-06", "BT-100", static groups => groups.Charges, static (terms, charge) => terms.AllowanceBase(charge)),
        Of("BR-DEC-09", "BT-106", static groups => groups.Totals, static (terms, totals) => terms.SumOfLines(totals)),
        Of("BR-DEC-10", "BT-107", static groups => groups.Totals, static (terms, totals) => terms.SumOfAllowances(totals)),
        Of("BR-DEC-11", "BT-108", static groups => groups.Totals, static (terms, totals) => terms.SumOfCharges(totals)),
        Of("BR-DEC-12", "BT-109", static groups => groups.Totals, static (terms, totals) => terms.WithoutVat(totals)),
        Of("BR-DEC-14", "BT-112", static groups => groups.Totals, static (terms, totals) => terms.WithVat(totals)),
        Of("BR-DEC-16", "BT-113", static groups => groups.Totals, static (terms, totals) => terms.Prepaid(totals)),
        Of("BR-DEC-17", "BT-114", static groups => groups.Totals, static (terms, totals) => terms.RoundingAmount(totals)),
        Of("BR-DEC-18", "BT-115", static groups => groups.Totals, static (terms, totals) => terms.Due(totals)),
        Of("BR-DEC-23", "BT-131", static groups => groups.Lines, static (terms, line) => terms.LineAmount(line)),
        Of("BR-DEC-24", "BT-136", static groups => groups.LineAllowances, static (terms, allowance) => terms.AllowanceAmount(allowance)),
        Of("BR-DEC-25", "BT-137", static groups => groups.LineAllowances, static (terms, allowance) => terms.AllowanceBase(allowance)),
        Of("BR-DEC-27", "BT-141", static groups => groups.LineCharges, static (terms, charge) => terms.AllowanceAmount(charge)),
        Of("BR-DEC-28", "BT-142", static groups => groups.LineCharges, static (terms, charge) => terms.AllowanceBase(charge)),
    ];

    /// <summary>BR-DEC-13 and 15 are CII's alone: the official UBL rules compare the currency with an element that is never there, and so never fire.</summary>
    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        Of("BR-DEC-19", "BT-116", static groups => groups.Breakdown, static (terms, breakdown) => terms.TaxableAmount(breakdown)),
        Of("BR-DEC-20", "BT-117", static groups => groups.Breakdown, static (terms, breakdown) => terms.TaxAmount(breakdown)),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        Of("BR-DEC-19", "BT-116", static groups => groups.Breakdown, static (terms, breakdown) => BreakdownRules.IsCheckedInCii(terms, breakdown) ? terms.TaxableAmount(breakdown) : null),
        Of("BR-DEC-20", "BT-117", static groups => groups.Breakdown, static (terms, breakdown) => BreakdownRules.IsCheckedInCii(terms, breakdown) ? terms.TaxAmount(breakdown) : null),
        EnRule.Each("BR-DEC-13", "BT-110", static groups => groups.Totals, VatIsShort),
        EnRule.Each("BR-DEC-15", "BT-111", static groups => groups.Totals, AccountedVatIsShort),
    ];

    private static Rule<EnDocument> Of(string id, string term, Func<EnGroups, List<RawNode>> group, Func<Terms, RawNode, RawNode?> amount)
        => EnRule.Each(id, term, group, (invoice, element, report) =>
        {
            if (amount(invoice.Terms, element) is { Decimals: > Most } written)
            {
                report.Broken(written, $"{written} has {written.Decimals} decimals; {Most} are allowed.");
            }
        });

    // Any one amount that will do is enough for the official rule, also one of another currency.
    private static void VatIsShort(EnDocument invoice, RawNode totals, Report report)
        => CheckVat(totals, (currency, amount) => currency != invoice.Terms.Currency?.Text || IsShort(amount), report);

    private static void AccountedVatIsShort(EnDocument invoice, RawNode totals, Report report)
        => CheckVat(totals, (currency, amount) => invoice.Terms.VatCurrency is not { } accounted || (currency == accounted.Text && IsShort(amount)), report);

    private static void CheckVat(RawNode totals, Func<string?, RawNode, bool> willDo, Report report)
    {
        var amounts = totals.All(Vocabulary.CiiAggregate, "TaxTotalAmount").ToList();
        if (amounts.Count > 0 && !amounts.Exists(amount => willDo(amount.Attribute("currencyID"), amount)))
        {
            report.Broken(amounts[0], $"The total of VAT is {amounts[0]}; {Most} decimals are allowed.");
        }
    }

    // By value: 1.500 has two decimals.
    private static bool IsShort(RawNode amount) => Figure.Of(amount).Is(Figure.Of(amount).Rounded);
}
