using System.Globalization;
using NodaTime.Text;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// The yearly revaluation of severance: 1.5 % and three quarters of what the ISTAT index rose since December, by the coefficient that is
/// published each month, on what was kept at the end of the year before. Its substitute tax is paid out of it.
/// </summary>
internal sealed class ItalianRevaluation(RulePack pack)
{
    private const decimal PerCent = 100;
    private const string Net = "fund x coefficient - tax";
    private const string Taxed = "fund x coefficient x rate";
    private const string InAdvance = "tax of the year before x part";
    private const string Used = "paid in advance";
    private const char AfterMonth = ':';

    private readonly PayRule rule = pack.Rule("tfr.rivalutazione");
    private readonly decimal rate = pack.Rule("tfr.rivalutazione").Value("tax");
    private readonly decimal advance = pack.Rule("tfr.rivalutazione").Value("advance");

    /// <summary>What is wrong with coefficients as an employer gives them, or null.</summary>
    public static string? ProblemWith(string text)
        => CoefficientsOf(text) is null ? "Write each month once with its coefficient in per cent, as published: 2026-02:0.548211 2026-03:0.735407." : null;

    /// <summary>By month, in per cent; null when they are not written so.</summary>
    public static IReadOnlyDictionary<string, decimal>? CoefficientsOf(string text)
    {
        Dictionary<string, decimal> read = new(StringComparer.Ordinal);
        foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(AfterMonth)))
        {
            if (pair is not [var month, var percent] || !YearMonthPattern.Iso.Parse(month).Success || !decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var coefficient) || coefficient > PerCent || !read.TryAdd(month, coefficient))
            {
                return null;
            }
        }

        return read;
    }

    /// <summary>Revalues a fund for a year up to a month of it; once a year, and never for a year whose revaluation is in what was taken up.</summary>
    /// <returns>False when it has to wait for a coefficient; the slip says so.</returns>
    public bool Add(PaySheet sheet, ItalianSeveranceFund fund, (int Year, int Month, IReadOnlyDictionary<string, decimal> Own) until)
    {
        if (fund.WasEmpty(sheet.Case, until.Year) || fund.IsTakenUp(sheet, until.Year + 1) || sheet.InYear(until.Year, fund.Revalued) != 0)
        {
            return true;
        }

        List<(int Month, decimal Amount)> parts = [.. fund.WithdrawnIn(sheet, until.Year).Append((Month: until.Month, Amount: fund.Before(sheet, until.Year))).Where(part => part.Amount != 0)];
        if (parts.Count == 0)
        {
            return true;
        }

        var unknown = parts.Select(part => KeyOf(until.Year, part.Month)).Where(month => CoefficientOf(month, until.Own) is null).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            sheet.Alert("severance-not-revalued", $"The severance (TFR) waits for its revaluation: the rules do not have the coefficient of {string.Join(", ", unknown)}. Give it by the fact {ItalianFacts.SeveranceCoefficients} of the pay group.");
            return false;
        }

        Add(sheet, fund, (until.Year, parts.Sum(part => part.Amount * CoefficientOf(KeyOf(until.Year, part.Month), until.Own)!.Value / PerCent), parts.Sum(part => part.Amount)));
        return true;
    }

    /// <summary>The advance on the tax of the year, nine tenths of what the revaluation of the year before had; once a year.</summary>
    public void PayTaxInAdvance(PaySheet sheet, ItalianSeveranceFund fund, int year)
    {
        if (sheet.InYear(year - 1, fund.Tax) is var before && before > 0 && sheet.InYear(year, fund.TaxAdvance) == 0)
        {
            var amount = sheet.Add($"{fund.Code}.revaluation.advance", PayLineKind.Basis, rule, new Trace(InAdvance, before * advance, new Figure("tax of the year before", before), new Figure("part", advance)));
            sheet.AddTo(year, fund.TaxAdvance, amount);
        }
    }

    private void Add(PaySheet sheet, ItalianSeveranceFund fund, (int Year, decimal Exact, decimal Kept) revalued)
    {
        // What the treasury earns is its own affair until it is set off: there both lines are only told.
        var kind = fund == ItalianSeveranceFund.Own ? PayLineKind.Accrual : PayLineKind.Basis;
        var coefficient = new Figure("coefficient", revalued.Exact / revalued.Kept);
        var tax = sheet.Add($"{fund.Code}.revaluation.tax", kind, rule, new Trace(Taxed, revalued.Exact * rate, new Figure("fund", revalued.Kept), coefficient, new Figure("rate", rate)));
        var net = sheet.Add($"{fund.Code}.revaluation", kind, rule, new Trace(Net, revalued.Exact - tax, new Figure("fund", revalued.Kept), coefficient, new Figure("tax", tax)));
        fund.Revalue(sheet, revalued.Year, (net, tax));
        var paid = sheet.InYear(revalued.Year, fund.TaxAdvance);
        sheet.Add($"{fund.Code}.revaluation.advance.used", PayLineKind.Basis, rule, new Trace(Used, paid, new Figure(Used, paid)));
    }

    private decimal? CoefficientOf(string month, IReadOnlyDictionary<string, decimal> own)
        => own.TryGetValue(month, out var given) ? given : rule.Values.TryGetValue(month, out var published) ? published : null;

    private static string KeyOf(int year, int month) => FormattableString.Invariant($"{year:0000}-{month:00}");
}
