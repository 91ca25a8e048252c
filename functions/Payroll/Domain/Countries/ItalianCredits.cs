namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Somma integrativa and trattamento integrativo: paid with the month by the year as it looks, settled when it is over.</summary>
internal sealed class ItalianCredits(RulePack pack)
{
    private const string OfIncome = "income x percentage";
    private const string OfDays = "year's amount x days / days of the year";

    private readonly PayRule sum = pack.Rule("somma.integrativa");
    private readonly decimal sumLimit = pack.Rule("somma.integrativa").Value("limit");
    private readonly PayRule treatment = pack.Rule("trattamento.integrativo");
    private readonly decimal amount = pack.Rule("trattamento.integrativo").Value("amount");
    private readonly decimal fullLimit = pack.Rule("trattamento.integrativo").Value("full-limit");
    private readonly decimal limit = pack.Rule("trattamento.integrativo").Value("limit");
    private readonly decimal deductionLess = pack.Rule("trattamento.integrativo").Value("deduction-less");
    private readonly decimal daysOfYear = pack.Rule("detrazione.lavoro").Value("days");

    /// <summary>Employment income as if earned the whole year, which chooses the percentage; exact.</summary>
    public decimal AnnualOf(decimal income, decimal days) => days == 0 ? 0 : income * daysOfYear / days;

    /// <summary>Of a year, exact: the percentage is chosen by the income of a whole year and applied to what was earned.</summary>
    public decimal SumOf((decimal Employment, decimal Total) income, decimal days) => income.Total > sumLimit ? 0 : income.Employment * PercentageOf(AnnualOf(income.Employment, days));

    /// <summary>Of a year, exact.</summary>
    /// <param name="year">Gross tax on employment, total income, days of work.</param>
    /// <param name="deductions">For the family, and for employment of a whole year without supplement.</param>
    /// <param name="wholeYear">365.</param>
    public decimal TreatmentOf((decimal GrossTax, decimal Total, decimal Days) year, (decimal Family, decimal Employment) deductions, decimal wholeYear)
    {
        var share = year.Days / wholeYear;
        return year.Total <= fullLimit ? year.GrossTax > (deductions.Employment - deductionLess) * share ? amount * share : 0
            : year.Total <= limit ? Math.Clamp(deductions.Family + (deductions.Employment * share) - year.GrossTax, 0, amount * share)
            : 0;
    }

    public void Pay(PaySheet sheet, (ItalianSlipIncome Income, ItalianDays Days, ItalianYear Expected) slip)
    {
        if (slip.Expected.Sum != 0 && slip.Income.OfYear != 0)
        {
            PaySum(sheet, slip.Income.OfYear, PercentageOf(AnnualOf(slip.Expected.Employment, slip.Expected.Days)));
        }

        if (sheet.Case.PaysTime() && slip.Days.InMonth > 0 && slip.Expected.Days > 0)
        {
            PayTreatment(sheet, slip);
        }
    }

    private void PaySum(PaySheet sheet, decimal income, decimal percentage)
        => sheet.AddToYear(ItalianBalances.Sum, sheet.Add("somma.integrativa", PayLineKind.Credit, sum, new Trace(OfIncome, income * percentage, new Figure("income", income), new Figure("percentage", percentage))));

    private void PayTreatment(PaySheet sheet, (ItalianSlipIncome Income, ItalianDays Days, ItalianYear Expected) slip)
    {
        var before = sheet.MonthToDate(ItalianBalances.MonthTreatment);
        if (slip.Expected.Treatment == 0 && before == 0)
        {
            return;
        }

        var whole = new Trace(OfDays, slip.Expected.Treatment * slip.Days.InMonth / slip.Expected.Days, new Figure("year's amount", slip.Expected.Treatment), new Figure("days", slip.Days.InMonth), new Figure("days of the year", slip.Expected.Days));
        var paid = sheet.AddRest("trattamento.integrativo", PayLineKind.Credit, treatment, (whole, before));
        sheet.AddToMonth(ItalianBalances.MonthTreatment, paid);
        sheet.AddToYear(ItalianBalances.Treatment, paid);
    }

    private decimal PercentageOf(decimal annual)
    {
        foreach (var band in sum.Bands)
        {
            if (band.UpTo is not { } upTo || annual <= upTo)
            {
                return band.Rate;
            }
        }

        return 0;
    }
}
