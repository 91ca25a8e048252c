using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The totals of an invoice: that they are there, and that they add up (EN 16931-1, 6.5.2).</summary>
internal static class TotalRules
{
    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Each("BR-12", "BT-106", static groups => groups.Totals, EnRule.Given(static (terms, totals) => terms.SumOfLines(totals), "The sum of the lines is missing.")),
        EnRule.Each("BR-13", "BT-109", static groups => groups.Totals, EnRule.Given(static (terms, totals) => terms.WithoutVat(totals), "The total without VAT is missing.")),
        EnRule.Each("BR-14", "BT-112", static groups => groups.Totals, EnRule.Given(static (terms, totals) => terms.WithVat(totals), "The total with VAT is missing.")),
        EnRule.Each("BR-15", "BT-115", static groups => groups.Totals, EnRule.Given(static (terms, totals) => terms.Due(totals), "The amount due is missing.")),
        EnRule.Each("BR-CO-10", "BT-106", static groups => groups.Totals, LinesAddUp),
        EnRule.Each("BR-CO-11", "BT-107", static groups => groups.Totals, AllowancesAddUp),
        EnRule.Each("BR-CO-12", "BT-108", static groups => groups.Totals, ChargesAddUp),
        EnRule.Each("BR-CO-13", "BT-109", static groups => groups.Totals, TotalWithoutVatAddsUp),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        EnRule.Each("BR-CO-14", "BT-110", static groups => groups.VatTotals, UblVatAddsUp),
        new("BR-CO-15", "BT-112", UblTotalWithVatAddsUp),
        EnRule.Each("BR-CO-16", "BT-115", static groups => groups.Totals, UblDueAddsUp),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        EnRule.Each("BR-CO-14", "BT-110", static groups => groups.VatTotals, CiiVatAddsUp),
        new("BR-CO-15", "BT-112", CiiTotalWithVatAddsUp),
        EnRule.Each("BR-CO-16", "BT-115", static groups => groups.Totals, CiiDueAddsUp),
    ];

    private static void LinesAddUp(EnDocument invoice, RawNode totals, Report report)
    {
        var (stated, sum) = (invoice.Terms.SumOfLines(totals), invoice.SumOfLines.Rounded);
        report.Unless(Figure.Of(stated).Is(sum), stated ?? totals, $"The sum of the lines is {stated}; the lines add up to {sum}.");
    }

    private static void AllowancesAddUp(EnDocument invoice, RawNode totals, Report report)
    {
        if (invoice.Groups.Allowances.Count > 0 || invoice.Terms.SumOfAllowances(totals) is not null)
        {
            CheckSum(invoice.Terms.SumOfAllowances(totals), invoice.SumOfAllowances.Rounded, totals, report);
        }
    }

    private static void ChargesAddUp(EnDocument invoice, RawNode totals, Report report)
    {
        if (invoice.Groups.Charges.Count > 0 || invoice.Terms.SumOfCharges(totals) is not null)
        {
            CheckSum(invoice.Terms.SumOfCharges(totals), invoice.SumOfCharges.Rounded, totals, report);
        }
    }

    private static void CheckSum(RawNode? stated, Figure sum, RawNode totals, Report report)
        => report.Unless(Figure.Of(stated).Is(sum), stated ?? totals, $"The sum is {stated}; the single amounts add up to {sum}.");

    private static void TotalWithoutVatAddsUp(EnDocument invoice, RawNode totals, Report report)
    {
        var stated = invoice.Terms.WithoutVat(totals);
        var (lines, allowances, charges) = (invoice.Terms.SumOfLines(totals), invoice.Terms.SumOfAllowances(totals), invoice.Terms.SumOfCharges(totals));
        var sum = Figure.Of(lines) - Figure.OrZero(allowances) + Figure.OrZero(charges);
        // UBL compares with the sum of the lines as it stands when there is nothing to add to it.
        var total = allowances is null && charges is null && invoice.Terms is UblTerms ? sum : sum.Rounded;
        report.Unless(Figure.Of(stated).Is(total), stated ?? totals, $"The total without VAT is {stated}; lines {lines}, less allowances {allowances}, plus charges {charges}, are {total}.");
    }

    private static void UblVatAddsUp(EnDocument invoice, RawNode vatTotal, Report report)
    {
        if (vatTotal.First(Vocabulary.UblAggregate, "TaxSubtotal") is not null)
        {
            CheckVat(invoice.Terms.VatAmount(vatTotal), Figure.Sum(vatTotal.All(Vocabulary.UblAggregate, "TaxSubtotal"), invoice.Terms.TaxAmount).Rounded, vatTotal, report);
        }
    }

    private static void CiiVatAddsUp(EnDocument invoice, RawNode vatTotal, Report report)
    {
        if (vatTotal.Attribute("currencyID") is { } currency && currency == invoice.Terms.Currency?.Text)
        {
            CheckVat(vatTotal, invoice.SumOfVat.Rounded, vatTotal, report);
        }
    }

    private static void CheckVat(RawNode? stated, Figure sum, RawNode vatTotal, Report report)
        => report.Unless(Figure.Of(stated).Is(sum), stated ?? vatTotal, $"The total of VAT is {stated}; the VAT of the breakdown adds up to {sum}.");

    private static void UblTotalWithVatAddsUp(EnDocument invoice, Report report)
    {
        if (invoice.Terms.Currency is { } currency)
        {
            CheckTotalWithVat(invoice, currency.Text, isFreeOfVatAllowed: false, report);
        }
    }

    private static void CiiTotalWithVatAddsUp(EnDocument invoice, Report report)
    {
        if (invoice.Terms.Currency is { } currency)
        {
            CheckTotalWithVat(invoice, currency.Text, isFreeOfVatAllowed: true, report);
        }
    }

    /// <param name="isFreeOfVatAllowed">In CII also a total that is the same with and without VAT will do.</param>
    private static void CheckTotalWithVat(EnDocument invoice, string currency, bool isFreeOfVatAllowed, Report report)
    {
        var totals = invoice.Groups.Totals.FirstOrDefault();
        var (stated, without) = totals is null ? default : (invoice.Terms.WithVat(totals), invoice.Terms.WithoutVat(totals));
        List<RawNode> vat = [.. invoice.Groups.VatTotals.Select(invoice.Terms.VatAmount).OfType<RawNode>().Where(amount => amount.Attribute("currencyID") == currency)];
        var total = vat is [var only] ? (Figure.Of(without) + Figure.Of(only)).Rounded : Figure.None;
        var holds = Figure.Of(stated).Is(total) || (isFreeOfVatAllowed && Figure.Of(stated).Is(Figure.Of(without)));
        report.Unless(holds, stated ?? invoice.Root, $"The total with VAT is {stated}; {without} without VAT and {vat.FirstOrDefault()} {currency} VAT (given {vat.Count} times, wanted once) are {total}.");
    }

    private static void UblDueAddsUp(EnDocument invoice, RawNode totals, Report report)
    {
        var (prepaid, rounding) = (invoice.Terms.Prepaid(totals), invoice.Terms.RoundingAmount(totals));
        var total = Figure.Of(invoice.Terms.WithVat(totals));
        total = prepaid is null ? total : (total - Figure.Of(prepaid)).Rounded;
        var due = Figure.Of(invoice.Terms.Due(totals));
        due = rounding is null ? due : (due - Figure.Of(rounding)).Rounded;
        CheckDue(invoice, totals, due.Is(total), report);
    }

    private static void CiiDueAddsUp(EnDocument invoice, RawNode totals, Report report)
    {
        var total = Figure.Of(invoice.Terms.WithVat(totals)) - Figure.OrZero(invoice.Terms.Prepaid(totals)) + Figure.OrZero(invoice.Terms.RoundingAmount(totals));
        CheckDue(invoice, totals, Figure.Of(invoice.Terms.Due(totals)).Is(total), report);
    }

    private static void CheckDue(EnDocument invoice, RawNode totals, bool holds, Report report)
    {
        var (due, total, prepaid, rounding) = (invoice.Terms.Due(totals), invoice.Terms.WithVat(totals), invoice.Terms.Prepaid(totals), invoice.Terms.RoundingAmount(totals));
        report.Unless(holds, due ?? totals, $"{due} is due; it has to be the total with VAT {total}, less {prepaid} paid, plus {rounding} for rounding.");
    }
}
