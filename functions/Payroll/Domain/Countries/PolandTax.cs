namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// The advance of PIT, on the scale of the year so far. Costs of earning and the tax-reducing amount are for a month: a second slip of
/// the month is taxed on both together, less what the first withheld.
/// </summary>
internal static class PolandTax
{
    private const string BaseFormula = "max(0, income of the month + to be returned from before - costs of earning)";
    private const string TaxFormula = "max(0, rate x (lower part) + upper rate x (upper part) - reduction)";
    private const string ReliefFormula = "min(income, limit of the year - used)";

    public static void Withhold(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        if (sheet.Base(Treatments.Tax) == 0 && PolandContributions.SocialOf(sheet) == 0)
        {
            return;
        }

        var @base = AddBase(sheet, law, person, IncomeOf(sheet, law, person));
        var (before, withheld) = (sheet.YearToDate("pit.base"), sheet.MonthToDate("month.pit"));
        sheet.AddToYear("pit.base", @base);
        sheet.AddToMonth("month.pit.base", @base);
        var ofMonth = sheet.MonthToDate("month.pit.base");
        var earlier = before + @base - ofMonth;
        var scale = OnScale(law, earlier, ofMonth);
        var because = new Trace(
            TaxFormula,
            Math.Max(0, scale - person.Reduction),
            new Figure("base of the month", ofMonth),
            new Figure("base of earlier months", earlier),
            new Figure("on the scale", scale),
            new Figure("reduction", person.Reduction));
        var tax = sheet.AddRest("pit", PayLineKind.Tax, law.Tax, (because, withheld));
        sheet.AddToMonth("month.pit", tax);
        sheet.AddToYear("pit", tax);
    }

    /// <summary>The tax of the scale on a month's base after the bases of earlier months, exact.</summary>
    public static decimal OnScale(PolandLaw law, decimal earlier, decimal ofMonth) => law.Tax.OnBands(earlier + ofMonth) - law.Tax.OnBands(earlier);

    // Revenue less contributions, without what a relief frees; contributions on freed revenue do not reduce the rest.
    private static decimal IncomeOf(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        var (revenue, social, benefit) = (sheet.Base(Treatments.Tax), PolandContributions.SocialOf(sheet), sheet.Of("sick.insurance"));
        sheet.AddToMonth("month.pit.benefit", benefit);
        if (person.ReliefIsOver)
        {
            sheet.Alert("relief-ended", "The relief for people under 26 was claimed but is over.");
        }

        var earned = revenue - benefit;
        if (!person.HasRelief || earned == 0)
        {
            return revenue - social;
        }

        var used = sheet.YearToDate("pit.relief.used");
        var free = earned > 0 ? Math.Min(earned, Math.Max(0, law.ReliefLimit - used)) : Math.Max(earned, -used);
        sheet.Add("pit.relief", PayLineKind.Basis, law.Relief, new Trace(ReliefFormula, free, new Figure("income", earned), new Figure("limit of the year", law.ReliefLimit), new Figure("used", used)));
        sheet.AddToYear("pit.relief.used", free);
        return revenue - free - law.Relief.Round(social * (earned - free) / earned);
    }

    private static decimal AddBase(PaySheet sheet, PolandLaw law, PolandPerson person, decimal income)
    {
        if (sheet.MonthToDate("month.pit.begun") == 0)
        {
            sheet.AddToMonth("month.pit.begun", 1);
            sheet.AddToMonth("month.pit.returned", sheet.YearToDate("pit.returned"));
        }

        sheet.AddToMonth("month.pit.income", income);
        var (ofMonth, returned, before) = (sheet.MonthToDate("month.pit.income"), sheet.MonthToDate("month.pit.returned"), sheet.MonthToDate("month.pit.base"));

        // Benefits of ZUS are no earnings: no costs of earning on them.
        var costs = Math.Min(person.Costs, Math.Max(0, ofMonth - sheet.MonthToDate("month.pit.benefit")));
        var exact = ofMonth + returned - costs;
        sheet.AddToYear("pit.returned", Math.Min(0, exact) - sheet.YearToDate("pit.returned"));
        var because = new Trace(
            BaseFormula,
            Math.Max(0, exact),
            new Figure("income of the month", ofMonth),
            new Figure("to be returned from before", returned),
            new Figure("costs of earning", costs));
        return sheet.AddRest("pit.base", PayLineKind.Basis, law.TaxBase, (because, before));
    }
}
