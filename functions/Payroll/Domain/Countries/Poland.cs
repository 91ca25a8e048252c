using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Polish payroll of employment contracts: ZUS, health insurance, PIT, PPK, sick pay and the limits of withholding.</summary>
internal sealed class Poland : ICountryRules
{
    public string Country => "PL";

    public IReadOnlyList<FactDefinition> Facts => PolandFacts.Definitions;

    public IReadOnlyList<OpeningDefinition> Openings { get; } =
    [
        new("zus.base", "Base of pension and disability insurance of the year, for its yearly limit."),
        new("pit.base", "Taxable base of the year, in whole zloty: it decides from when on the second band is due."),
        new("pit", "Advance tax withheld in the year."),
        new("pit.relief.used", "Income of the year that a relief has freed of tax."),
        new("pit.returned", "Income that was returned and could not be set off yet, below zero.") { Range = (-100_000_000, 0) },
        new("sick.employer.days", "Days of sickness that the employer has paid in the year.") { Range = (0, 33) },
        new(PaidHours.OvertimeHours, "Hours of overtime worked in the year, for its limit.") { Range = (0, 8_784) },
    ];

    public ICountryCalculation Prepare(RulePack pack) => new Calculation(new PolandLaw(pack));

    private sealed class Calculation(PolandLaw law) : ICountryCalculation
    {
        public IEnumerable<PayProblem> ProblemsOf(PayCase pay) => pay.Absences.Count == 0 ? [] : PolandAbsences.ProblemsOf(pay);

        // Pay is income and base of the month in which it is paid: December's, paid in January, belongs to the new year.
        public Period MonthOf(PayCase pay) => Period.Of(pay.PayDay);

        public decimal HoursOfMonth(ContractSpell spell, WorkMonth month) => HoursIn(spell, month, (month.Period.First, month.Period.Last));

        // A holiday on a Saturday shortens the month by a day, too: it is given back on another.
        public decimal HoursIn(ContractSpell spell, WorkMonth month, (LocalDate From, LocalDate To) days)
        {
            var count = 0;
            for (var day = days.From; day <= days.To; day = day.PlusDays(1))
            {
                count += day.DayOfWeek < IsoDayOfWeek.Saturday ? 1 : 0;
                count -= day.DayOfWeek < IsoDayOfWeek.Sunday && month.IsHoliday(day) ? 1 : 0;
            }

            return count * law.HoursOfDay * spell.Fte;
        }

        public void PayAbsences(PaySheet sheet)
        {
            if (sheet.Case.Absences.Count > 0)
            {
                PolandAbsences.Pay(sheet, law, this);
            }
        }

        public void Withhold(PaySheet sheet)
        {
            var person = PolandPerson.Of(sheet.Case, law);
            PolandContributions.Withhold(sheet, law, person);
            PolandTax.Withhold(sheet, law, person);
            PolandWage.Check(sheet, this);
            PolandSickMonths.Remember(sheet, law, this);
        }

        public GarnishmentLimits LimitsOf(PaySheet sheet) => PolandGarnishments.LimitsOf(sheet.Case, law, PolandPerson.Of(sheet.Case, law));
    }
}
