namespace BackOffice.Payroll.Domain.Countries;

/// <summary>ZUS, health insurance, PPK, and what the employer owes on top: all rounded on the base of the month, whatever its slips.</summary>
internal static class PolandContributions
{
    private const string OnBase = "base x rate";
    private const string OnMonth = "(base of earlier slips + base) x rate";
    private const string UnderCap = "(base of earlier slips + min(cap, earlier + base) - min(cap, earlier)) x rate";
    private const string HealthFormula = "base of the month x rate";
    private const string HealthLimited = "tax of 2021 on the base of the month";

    public static void Withhold(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        var social = PolandBases.Of(sheet, law, person);
        AddCapped(sheet, "zus.pension", PayLineKind.EmployeeContribution, (law.Pension, social));
        AddCapped(sheet, "zus.disability", PayLineKind.EmployeeContribution, (law.Disability, social));
        Add(sheet, "zus.sickness", PayLineKind.EmployeeContribution, (law.Sickness, social.Whole));
        WithholdHealth(sheet, law, person);
        PolandPpk.Pay(sheet, law, person, social.Whole.Slip);
        AddCapped(sheet, "zus.pension.employer", PayLineKind.EmployerContribution, (law.EmployerPension, social));
        AddCapped(sheet, "zus.disability.employer", PayLineKind.EmployerContribution, (law.EmployerDisability, social));
        Add(sheet, "zus.accident", PayLineKind.EmployerContribution, (law.Accident with { Rate = person.Facts.Number("accident.rate", law.Accident.Rate) }, social.Whole));
        PolandLabourFund.Add(sheet, law, person, social.Whole);
        Add(sheet, "fgsp", PayLineKind.EmployerContribution, (law.BenefitsFund, social.Whole));
        social.Remember(sheet);
        if (social.EarlierInYear < law.Cap && social.EarlierInYear + social.Whole.Slip >= law.Cap)
        {
            sheet.Alert("cap-reached", "The yearly limit of the base for pension and disability insurance is reached.");
        }
    }

    /// <summary>A contribution of the month on the slips so far, less what the earlier ones have had of it.</summary>
    public static decimal Add(PaySheet sheet, string code, PayLineKind kind, (Contribution Law, MonthBase Base) due)
        => due.Base.Slip == 0 ? 0 : sheet.AddRest(code, kind, due.Law.Rule, (On(due.Base, due.Law), due.Law.On(due.Base.Earlier)));

    /// <summary>A contribution on the base of all slips of the month so far.</summary>
    public static Trace On(MonthBase month, Contribution law) => month.Earlier == 0
        ? new Trace(OnBase, month.Slip * law.Rate, new Figure("base", month.Slip), new Figure("rate", law.Rate))
        : new Trace(OnMonth, month.Sum * law.Rate, new Figure("base of earlier slips", month.Earlier), new Figure("base", month.Slip), new Figure("rate", law.Rate));

    /// <summary>What ZUS withheld on this slip.</summary>
    public static decimal SocialOf(PaySheet sheet) => sheet.Of("zus.pension") + sheet.Of("zus.disability") + sheet.Of("zus.sickness");

    /// <summary>The tax advance by the rules of 31 December 2021, which health insurance does not exceed.</summary>
    public static decimal HealthLimit(decimal income, PolandLaw law, decimal costs)
        => Math.Max(0, law.NotionalTax.Rule.Round((law.NotionalTax.Rate * law.TaxBase.Round(Math.Max(0, income - costs))) - law.NotionalReduction));

    private static void WithholdHealth(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        var slip = sheet.Base(Treatments.Health) - SocialOf(sheet);
        if (slip == 0)
        {
            return;
        }

        sheet.AddToMonth("month.health.base", slip);
        var (income, before) = (sheet.MonthToDate("month.health.base"), sheet.MonthToDate("month.health"));
        var (full, limit) = (law.Health.On(income), HealthLimit(income, law, person.Costs));
        var because = full <= limit
            ? new Trace(HealthFormula, income * law.Health.Rate, new Figure("base of the month", income), new Figure("rate", law.Health.Rate))
            : new Trace(HealthLimited, limit, new Figure("tax of 2021 on the base of the month", limit), new Figure("base of the month", income));
        sheet.AddToMonth("month.health", sheet.AddRest("zus.health", PayLineKind.EmployeeContribution, full <= limit ? law.Health.Rule : law.NotionalTax.Rule, (because, before)));
    }

    private static void AddCapped(PaySheet sheet, string code, PayLineKind kind, (Contribution Law, PolandBases Social) due)
    {
        var (law, social) = due;
        if (social.Capped == social.Whole)
        {
            Add(sheet, code, kind, (law, social.Whole));
            return;
        }

        var whole = new Trace(UnderCap, social.Capped.Sum * law.Rate, new Figure("base of earlier slips", social.Capped.Earlier), new Figure("cap", social.Cap), new Figure("earlier", social.EarlierInYear), new Figure("base", social.Whole.Slip), new Figure("rate", law.Rate));
        sheet.AddRest(code, kind, law.Rule, (whole, law.On(social.Capped.Earlier)));
    }
}
