namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// IRPEF of a slip. The month's income on a twelfth of the bands less the deductions of its days, together with earlier slips of the
/// month; 13th and 14th without deductions on the bands accumulated to the month; arrears of earlier years at an average rate.
/// </summary>
internal sealed class ItalianIncomeTax(RulePack pack)
{
    private const string OfMonth = "max(0, tax on a twelfth of the bands - deductions)";
    private const string Granted = "family + (employment + further) x days / 365 + supplement x days / days of the year";
    private const string OnTop = "tax on accumulated bands of (income so far + extra) - tax on them of income so far";
    private const string AtAverage = "arrears x average rate";
    private const decimal MonthsOfYear = 12;

    private readonly PayRule rule = pack.Rule("irpef");
    private readonly PayRule extraRule = pack.Rule("irpef.mensilita-aggiuntive");
    private readonly PayRule separateRule = pack.Rule("irpef.tassazione-separata");
    private readonly ItalianDeductions employment = new(pack);

    /// <summary>Gross tax of a year's income, exact.</summary>
    public decimal GrossOf(decimal income) => rule.OnBands(Math.Max(0, income));

    public void Withhold(PaySheet sheet, ItalianTerms terms, (ItalianSlipIncome Income, ItalianDays Days, ItalianYear Expected) slip)
    {
        WithholdOrdinary(sheet, terms, slip);
        if (slip.Income.Extra != 0)
        {
            WithholdExtra(sheet, slip.Income.Extra);
        }

        if (slip.Income.Apart != 0)
        {
            WithholdApart(sheet, slip.Income.Apart, terms.SeparateRate ?? AverageOfLastYear(sheet));
        }
    }

    private void WithholdOrdinary(PaySheet sheet, ItalianTerms terms, (ItalianSlipIncome Income, ItalianDays Days, ItalianYear Expected) slip)
    {
        sheet.AddToYear(ItalianBalances.Taxed, slip.Income.Ordinary);
        sheet.AddToMonth(ItalianBalances.MonthTaxed, slip.Income.Ordinary);
        var (income, before) = (sheet.MonthToDate(ItalianBalances.MonthTaxed), sheet.MonthToDate(ItalianBalances.MonthTax));
        if (income == 0 && before == 0)
        {
            return;
        }

        var (others, further) = Deductions(sheet, terms, (slip.Days, slip.Expected));
        var gross = rule.OnBands(Math.Max(0, income), 1 / MonthsOfYear);
        var whole = new Trace(OfMonth, Math.Max(0, gross - others - further), new Figure("income of the month", income), new Figure("tax on a twelfth of the bands", gross), new Figure("deductions", others + further));
        var amount = sheet.AddRest("irpef", PayLineKind.Tax, rule, (whole, before));
        sheet.AddToMonth(ItalianBalances.MonthTax, amount);
        sheet.AddToYear(ItalianBalances.Tax, amount);
        var used = rule.Round(Math.Clamp(gross - others, 0, further)) - sheet.MonthToDate(ItalianBalances.MonthFurther);
        sheet.AddToMonth(ItalianBalances.MonthFurther, used);
        sheet.AddToYear(ItalianBalances.Further, used);
    }

    private (decimal Others, decimal Further) Deductions(PaySheet sheet, ItalianTerms terms, (ItalianDays Days, ItalianYear Expected) month)
    {
        var (days, expected) = (month.Days.InMonth, month.Expected);
        if (days == 0)
        {
            return (0, 0);
        }

        var work = terms.DeductionsWaived ? 0 : employment.ForEmployment(expected.Total);
        var supplement = terms.DeductionsWaived ? 0 : employment.SupplementOf(expected.Total);
        var family = expected.FamilyDeduction / MonthsOfYear;
        var further = terms.SumWaived ? 0 : employment.FurtherOf(expected.Total);
        var granted = new Trace(Granted, family + ((work + further) * days / employment.DaysOfYear) + (supplement * days / expected.Days), new Figure("family", family), new Figure("employment", work), new Figure("further", further), new Figure("supplement", supplement), new Figure("days", days), new Figure("days of the year", expected.Days));
        sheet.Add("irpef.detrazione", PayLineKind.Basis, rule, granted);
        var ofFurther = further * days / employment.DaysOfYear;
        return (granted.Exact - ofFurther, ofFurther);
    }

    private void WithholdExtra(PaySheet sheet, decimal extra)
    {
        var months = (decimal)(sheet.Case.Period.Month - ItalianDays.FirstMonthOf(sheet.Case) + 1);
        var soFar = Math.Max(0, sheet.YearToDate(ItalianBalances.Taxed));
        var exact = rule.OnBands(Math.Max(0, soFar + extra), months / MonthsOfYear) - rule.OnBands(soFar, months / MonthsOfYear);
        var amount = sheet.Add("irpef.13th", PayLineKind.Tax, extraRule, new Trace(OnTop, exact, new Figure("income so far", soFar), new Figure("extra", extra), new Figure("months of the bands", months)));
        sheet.AddToYear(ItalianBalances.Tax, amount);
        sheet.AddToYear(ItalianBalances.Taxed, extra);
        foreach (var line in sheet.Lines)
        {
            if (ItalianSlipIncome.IsExtra(line))
            {
                sheet.AddToYear(line.Code == "pay.13th" ? ItalianBalances.Thirteenth : ItalianBalances.Fourteenth, line.Amount);
            }
        }
    }

    private void WithholdApart(PaySheet sheet, decimal arrears, decimal rate)
        => sheet.Add("irpef.separate", PayLineKind.Tax, separateRule, new Trace(AtAverage, arrears * rate, new Figure("arrears", arrears), new Figure("average rate", rate)));

    private decimal AverageOfLastYear(PaySheet sheet)
    {
        var income = sheet.LastYear(ItalianBalances.Income);
        return income > 0 ? GrossOf(income) / income : rule.Bands[0].Rate;
    }
}
