namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// INPS of the employee. Every slip brings the month to what is due on all that was earned in it: the base in whole euro, at least the
/// minimum of the days paid, at most what the yearly ceiling leaves; 1 % more above a twelfth of the first band.
/// </summary>
internal sealed class ItalianContributions(RulePack pack)
{
    private const string OfBase = "base x rate";
    private const string OfMonth = "base of the month x rate";
    private const string AboveBand = "max(0, base of the month - band) x rate";
    private const string Rounded = "min(max(earned, minimum), left to the ceiling), in whole euro";

    private readonly PayRule ordinary = pack.Rule("inps");
    private readonly PayRule additional = pack.Rule("inps.aggiuntivo");
    private readonly PayRule basis = pack.Rule("inps.imponibile");
    private readonly decimal additionalRate = pack.Rule("inps.aggiuntivo").Value("rate");
    private readonly decimal yearBand = pack.Rule("inps.aggiuntivo").Value("year");
    private readonly decimal monthBand = pack.Rule("inps.aggiuntivo").Value("month");
    private readonly decimal ceiling = pack.Rule("inps.imponibile").Value("ceiling");
    private readonly ItalianMinimumBase minimum = new(pack);

    public decimal Rate { get; } = pack.Rule("inps").Value("rate");

    /// <summary>What is charged of a year's insured earnings, exact.</summary>
    public decimal ChargedOf(decimal insured, bool isCapped) => isCapped ? Math.Min(insured, ceiling) : insured;

    /// <summary>The 1 % on a year's charged base, exact.</summary>
    public decimal AdditionalOf(decimal charged) => Math.Max(0, charged - yearBand) * additionalRate;

    public MonthCharge Withhold(PaySheet sheet, ItalianTerms terms)
    {
        var slip = sheet.Base(Treatments.Social);
        var insured = Insure(sheet, slip);
        var before = sheet.MonthToDate(ItalianBalances.MonthInsured);
        var earlierMonths = sheet.YearToDate(ItalianBalances.Insured) - before;
        var room = terms.IsCapped ? Math.Max(0, ceiling - earlierMonths) : decimal.MaxValue;
        var (earlier, charged) = (sheet.MonthToDate(ItalianBalances.MonthCharged), Math.Min(basis.Round(insured), room));
        var month = new MonthCharge((earlier, charged), (AddedBy(before), AddedBy(insured)));
        sheet.AddToYear(ItalianBalances.Insured, insured - before);
        sheet.AddToMonth(ItalianBalances.MonthInsured, insured - before);
        sheet.AddToMonth(ItalianBalances.MonthCharged, month.Added);
        var isCharged = slip != 0 || month.Added != 0;
        month.Owe(sheet, (ItalianBalances.Rest, ItalianBalances.MonthContributions), (ordinary, terms.Contribution), isCharged);
        if (!isCharged)
        {
            return month;
        }

        if (insured > room && before <= room && room > 0)
        {
            sheet.Alert("ceiling-reached", "Contributions have reached the ceiling of the year.");
        }

        AddBase(sheet, charged, (insured, room));
        AddOrdinary(sheet, charged, terms.Contribution);
        AddAdditional(sheet, charged);
        return month;

        decimal AddedBy(decimal ofMonth) => ChargedOf(earlierMonths + ofMonth, terms.IsCapped) - ChargedOf(earlierMonths, terms.IsCapped);
    }

    // The month's earnings so far, lifted to the minimum once the month's time is paid.
    private decimal Insure(PaySheet sheet, decimal slip)
    {
        sheet.AddToMonth(ItalianBalances.MonthEarned, slip);
        if (sheet.Case.PaysTime() && sheet.MonthToDate(ItalianBalances.MonthFloor) == 0)
        {
            sheet.AddToMonth(ItalianBalances.MonthFloor, minimum.Of(sheet.Case));
        }

        var (earned, floor) = (sheet.MonthToDate(ItalianBalances.MonthEarned), sheet.MonthToDate(ItalianBalances.MonthFloor));
        if (earned < floor)
        {
            sheet.Alert("minimum-base", "Contributions are due on the minimum base, as the pay of the month is lower.");
        }

        // Without a minimum the base may be negative, as when a run takes back what earlier months paid.
        return floor > 0 ? Math.Max(earned, floor) : earned;
    }

    private void AddBase(PaySheet sheet, decimal charged, (decimal Insured, decimal Room) month) => sheet.Add(new PayLine
    {
        Code = "inps.base",
        Kind = PayLineKind.Basis,
        Amount = charged,
        Rule = basis.Id,
        Because = month.Room == decimal.MaxValue
            ? new Trace(Rounded, month.Insured, new Figure("earned", sheet.MonthToDate(ItalianBalances.MonthEarned)), new Figure("minimum", sheet.MonthToDate(ItalianBalances.MonthFloor)))
            : new Trace(Rounded, Math.Min(month.Insured, month.Room), new Figure("earned", sheet.MonthToDate(ItalianBalances.MonthEarned)), new Figure("minimum", sheet.MonthToDate(ItalianBalances.MonthFloor)), new Figure("left to the ceiling", month.Room)),
    });

    private void AddOrdinary(PaySheet sheet, decimal charged, decimal rate)
    {
        var before = sheet.MonthToDate(ItalianBalances.MonthContributions);
        var whole = new Trace(before == 0 ? OfBase : OfMonth, charged * rate, new Figure(before == 0 ? "base" : "base of the month", charged), new Figure("rate", rate));
        var amount = sheet.AddRest("inps", PayLineKind.EmployeeContribution, ordinary, (whole, before));
        sheet.AddToMonth(ItalianBalances.MonthContributions, amount);
        sheet.AddToYear(ItalianBalances.Contributions, amount);
        sheet.AddToYear(ItalianBalances.Rest, -amount);
    }

    private void AddAdditional(PaySheet sheet, decimal charged)
    {
        var before = sheet.MonthToDate(ItalianBalances.MonthAdditional);
        var exact = Math.Max(0, charged - monthBand) * additionalRate;
        if (additional.Round(exact) == before)
        {
            return;
        }

        var whole = new Trace(AboveBand, exact, new Figure("base of the month", charged), new Figure("band", monthBand), new Figure("rate", additionalRate));
        var amount = sheet.AddRest("inps.additional", PayLineKind.EmployeeContribution, additional, (whole, before));
        sheet.AddToMonth(ItalianBalances.MonthAdditional, amount);
        sheet.AddToYear(ItalianBalances.Additional, amount);
    }
}
