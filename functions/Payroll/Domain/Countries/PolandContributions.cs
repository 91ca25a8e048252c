namespace BackOffice.Payroll.Domain.Countries;

/// <summary>ZUS, health insurance, PPK, and what the employer owes on top.</summary>
internal static class PolandContributions
{
    private const string OnBase = "base x rate";
    private const string UnderCap = "(min(cap, earlier + base) - min(cap, earlier)) x rate";
    private const string HealthFormula = "base of the month x rate";
    private const string HealthLimited = "tax of 2021 on the base of the month";
    private const string YearBase = "zus.base";
    private const string PpkPending = "ppk.employer.pending";

    public static void Withhold(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        var social = new Bases(sheet, law, person);
        AddCapped(sheet, "zus.pension", PayLineKind.EmployeeContribution, (law.Pension, social));
        AddCapped(sheet, "zus.disability", PayLineKind.EmployeeContribution, (law.Disability, social));
        Add(sheet, "zus.sickness", PayLineKind.EmployeeContribution, (law.Sickness, social.Whole));
        WithholdHealth(sheet, law, person);
        PayPpk(sheet, law, person, social.Whole);
        AddCapped(sheet, "zus.pension.employer", PayLineKind.EmployerContribution, (law.EmployerPension, social));
        AddCapped(sheet, "zus.disability.employer", PayLineKind.EmployerContribution, (law.EmployerDisability, social));
        Add(sheet, "zus.accident", PayLineKind.EmployerContribution, (law.Accident with { Rate = person.Facts.Number("accident.rate", law.Accident.Rate) }, social.Whole));
        if (person.OwesLabourFund && MonthlyBase(sheet, social.Whole) >= law.MinimumWage)
        {
            Add(sheet, "fp", PayLineKind.EmployerContribution, (law.LabourFund, social.Whole));
        }

        Add(sheet, "fgsp", PayLineKind.EmployerContribution, (law.BenefitsFund, social.Whole));
        sheet.AddToYear(YearBase, social.Whole);
        if (social.Earlier < law.Cap && social.Earlier + social.Whole >= law.Cap)
        {
            sheet.Alert("cap-reached", "The yearly limit of the base for pension and disability insurance is reached.");
        }
    }

    /// <summary>What ZUS withheld on this slip.</summary>
    public static decimal SocialOf(PaySheet sheet) => sheet.Of("zus.pension") + sheet.Of("zus.disability") + sheet.Of("zus.sickness");

    /// <summary>The tax advance by the rules of 31 December 2021, which health insurance does not exceed.</summary>
    public static decimal HealthLimit(decimal income, PolandLaw law, decimal costs)
        => Math.Max(0, law.NotionalTax.Rule.Round((law.NotionalTax.Rate * law.TaxBase.Round(Math.Max(0, income - costs))) - law.NotionalReduction));

    private static void WithholdHealth(PaySheet sheet, PolandLaw law, PolandPerson person)
    {
        sheet.AddToMonth("month.health.base", sheet.Base(Treatments.Health) - SocialOf(sheet));
        var (income, before) = (sheet.MonthToDate("month.health.base"), sheet.MonthToDate("month.health"));
        var (full, limit) = (law.Health.On(income), HealthLimit(income, law, person.Costs));
        var because = full <= limit
            ? new Trace(HealthFormula, income * law.Health.Rate, new Figure("base of the month", income), new Figure("rate", law.Health.Rate))
            : new Trace(HealthLimited, limit, new Figure("tax of 2021 on the base of the month", limit), new Figure("base of the month", income));
        sheet.AddToMonth("month.health", sheet.AddRest("zus.health", PayLineKind.EmployeeContribution, full <= limit ? law.Health.Rule : law.NotionalTax.Rule, (because, before)));
    }

    private static void PayPpk(PaySheet sheet, PolandLaw law, PolandPerson person, decimal whole)
    {
        var paidIn = sheet.Standing(PpkPending);
        if (person.PpkRate is { } rate)
        {
            Add(sheet, "ppk.employee", PayLineKind.EmployeeContribution, (law.PpkEmployee with { Rate = rate }, whole));
            var employer = Add(sheet, "ppk.employer", PayLineKind.EmployerContribution, (law.PpkEmployer with { Rate = person.PpkEmployerRate }, whole));
            var waits = person.Facts.Word("ppk.paid") == "next-month";
            sheet.AddToStanding(PpkPending, (waits ? employer : 0) - paidIn);
            paidIn += waits ? 0 : employer;
        }
        else if (paidIn != 0)
        {
            sheet.AddToStanding(PpkPending, -paidIn);
        }

        if (paidIn != 0)
        {
            sheet.Add(new PayLine { Code = "ppk.employer.benefit", Kind = PayLineKind.Benefit, Amount = paidIn, Rule = law.PpkEmployer.Rule.Id, Treatments = Treatments.Tax, Because = new Trace("paid in this month", paidIn) });
        }
    }

    // The Labour Fund looks at the base as it would be for a whole month of work.
    private static decimal MonthlyBase(PaySheet sheet, decimal whole)
    {
        var monthly = 0m;
        foreach (var spells in sheet.Case.ByContract())
        {
            monthly += spells[^1].MonthlyPay ?? 0;
        }

        return Math.Max(whole, monthly + whole - sheet.Of("pay.base") - sheet.Of("absence.sick") - sheet.Of("absence.unpaid"));
    }

    private static decimal Add(PaySheet sheet, string code, PayLineKind kind, (Contribution Law, decimal Base) due)
        => sheet.Add(code, kind, due.Law.Rule, new Trace(OnBase, due.Base * due.Law.Rate, new Figure("base", due.Base), new Figure("rate", due.Law.Rate)));

    private static void AddCapped(PaySheet sheet, string code, PayLineKind kind, (Contribution Law, Bases Social) due)
    {
        var (law, social) = due;
        var because = social.Capped == social.Whole
            ? new Trace(OnBase, social.Whole * law.Rate, new Figure("base", social.Whole), new Figure("rate", law.Rate))
            : new Trace(UnderCap, social.Capped * law.Rate, new Figure("cap", social.Cap), new Figure("earlier", social.Earlier), new Figure("base", social.Whole), new Figure("rate", law.Rate));
        sheet.Add(code, kind, law.Rule, because);
    }

    private readonly struct Bases
    {
        public Bases(PaySheet sheet, PolandLaw law, PolandPerson person)
        {
            Whole = sheet.Base(Treatments.Social);
            Earlier = sheet.YearToDate(YearBase) + person.Facts.Number("zus.base.elsewhere");
            Cap = law.Cap;
        }

        public decimal Whole { get; }

        public decimal Earlier { get; }

        public decimal Cap { get; }

        // Also for a negative base: what was above the limit does not come back below it.
        public decimal Capped => Math.Min(Cap, Earlier + Whole) - Math.Min(Cap, Earlier);
    }
}
