using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;

namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>Sums and VAT.</summary>
internal static class AmountRules
{
    public static IReadOnlyList<Rule<KsefInvoice>> All { get; } =
    [
        new("PL-VAT", "P_14", VatFitsRate),
        new("PL-SUM", "P_15", TotalFitsRates),
        new("PL-LINES", "P_13", BasesFitLines),
        new("PL-ZLOTY", "P_14W", VatIsInZloty),
        new("PL-SETTLE", "DoZaplaty", SettlementAddsUp),
    ];

    /// <summary>
    /// Art. 106e(1)(14) of the VAT act. Where a field sums up two rates, either, or any mixture of them, is right; where a correction takes
    /// from one and adds to the other, anything is.
    /// </summary>
    private static void VatFitsRate(KsefInvoice invoice, Report report)
    {
        foreach (var sums in KsefRates.Sums)
        {
            if (sums.Tax is null || sums == KsefRates.OneStopShop || invoice.Fa.Element(sums.Tax) is not { Number: { } tax } node || invoice.Figure(sums.Base) is not { } total)
            {
                continue;
            }

            var rates = KsefRates.RatesOf(sums);
            if (rates.Count > 1 && KsefMarks.IsCorrection(invoice.Kind) && IsMixed(invoice, sums))
            {
                continue;
            }

            var (low, high) = (Share(total, rates[^1]), Share(total, rates[0]));
            var holds = tax >= Math.Min(low, high) - invoice.Tolerance && tax <= Math.Max(low, high) + invoice.Tolerance;
            report.Unless(holds, node, $"{sums.Tax} is {Shown.Of(tax)}, but {sums.Base} is {Shown.Of(total)} at {Shown.Of(rates[0])} percent: {Shown.Of(high)}.");
        }
    }

    private static bool IsMixed(KsefInvoice invoice, KsefSums sums)
        => invoice.Lines.Select(line => KsefRates.Of(line.Element("P_12")?.Value)).Where(rate => rate?.Sums == sums).Distinct().Skip(1).Any();

    /// <summary>P_15 is the sum of all bases and VAT; an invoice may leave them all out.</summary>
    private static void TotalFitsRates(KsefInvoice invoice, Report report)
    {
        if (invoice.Fa.Element("P_15") is not { Number: { } total } node)
        {
            return;
        }

        var (sum, any) = (0m, false);
        foreach (var sums in KsefRates.Sums)
        {
            if (invoice.Figure(sums.Base) is { } figure)
            {
                any = true;
                sum = Bounded.Sum(sum, figure, sums.Tax is null ? 0 : invoice.Figure(sums.Tax) ?? 0);
            }
        }

        report.Unless(!any || Bounded.Distance(total, sum) <= invoice.Tolerance, node, $"P_15 is {Shown.Of(total)}, but the bases and VAT of all rates are {Shown.Of(sum)}.");
    }

    /// <summary>Of an ordinary invoice whose lines all have a net amount and a rate: an advance or a final invoice sums up something else.</summary>
    private static void BasesFitLines(KsefInvoice invoice, Report report)
    {
        if (invoice.Kind != "VAT" || invoice.Lines.Count == 0)
        {
            return;
        }

        Dictionary<string, decimal> sums = [];
        foreach (var line in invoice.Lines)
        {
            if (line.Element("P_11") is not { Number: { } amount } || KsefRates.Of(line.Element("P_12")?.Value) is not { } rate)
            {
                return;
            }

            sums[rate.Sums.Base] = Bounded.Sum(sums.GetValueOrDefault(rate.Sums.Base), amount, 0);
        }

        foreach (var (name, sum) in sums)
        {
            if (invoice.Fa.Element(name) is { Number: { } total } node)
            {
                report.Unless(Bounded.Distance(total, sum) <= invoice.Tolerance, node, $"{name} is {Shown.Of(total)}, but the lines of its rates are {Shown.Of(sum)}.");
            }
        }
    }

    /// <summary>Art. 106e(11): VAT is shown in złoty, whatever the invoice is in.</summary>
    private static void VatIsInZloty(KsefInvoice invoice, Report report)
    {
        if (invoice.Currency is "PLN" or "")
        {
            return;
        }

        foreach (var sums in KsefRates.Sums)
        {
            if (sums is { Tax: { } tax, TaxInZloty: { } zloty } && invoice.Fa.Element(tax) is { Number: not null and not 0 } node && invoice.Figure(zloty) is null)
            {
                report.Broken(node, $"{tax} is {node.Value} {invoice.Currency}, but {zloty}, the VAT in złoty, is missing.");
            }
        }
    }

    private static void SettlementAddsUp(KsefInvoice invoice, Report report)
    {
        if (invoice.Fa.Element("Rozliczenie") is not { } settlement)
        {
            return;
        }

        var (charges, deductions) = (SumOf(settlement, "Obciazenia", "SumaObciazen", report), SumOf(settlement, "Odliczenia", "SumaOdliczen", report));
        if (settlement.Element("DoZaplaty") is { Number: { } due } node && invoice.Figure("P_15") is { } total)
        {
            var expected = Bounded.Sum(total, charges, -deductions);
            report.Unless(Bounded.Distance(due, expected) <= 0.01m, node, $"DoZaplaty is {Shown.Of(due)}, but P_15 with charges and without deductions is {Shown.Of(expected)}.");
        }
    }

    private static decimal SumOf(RawNode settlement, string items, string written, Report report)
    {
        decimal sum = 0;
        foreach (var item in settlement.Elements(items))
        {
            sum = Bounded.Sum(sum, item.Element("Kwota")?.Number ?? 0, 0);
        }

        if (settlement.Element(written) is { Number: { } total } node)
        {
            report.Unless(Bounded.Distance(total, sum) <= 0.01m, node, $"{written} is {Shown.Of(total)}, but the items are {Shown.Of(sum)}.");
        }

        return sum;
    }

    private static decimal Share(decimal total, decimal rate) => Bounded.Keep(total) * rate / 100;
}
