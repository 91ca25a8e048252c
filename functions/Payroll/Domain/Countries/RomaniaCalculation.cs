using System.Globalization;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// A month by Romanian law. What is withheld follows from the whole month: a second run of the month withholds what the first
/// did not.
/// </summary>
internal sealed class RomaniaCalculation(RulePack pack) : ICountryCalculation
{
    private readonly RomaniaLine cas = new(pack.Rule("cas"), PayLineKind.EmployeeContribution, Treatments.Social);
    private readonly RomaniaLine cass = new(pack.Rule("cass"), PayLineKind.EmployeeContribution, Treatments.Health);
    private readonly RomaniaLine tax = new(pack.Rule("impozit"), PayLineKind.Tax, Treatments.Tax);
    private readonly RomaniaLine cam = new(pack.Rule("cam"), PayLineKind.EmployerContribution, Treatments.Employer);
    private readonly PayRule tickets = pack.Rule("tickets");
    private readonly PayRule minimum = pack.Rule("minimum.wage");
    private readonly RomaniaAbsences absences = new(pack);
    private readonly RomaniaExemption exemption = new(pack);
    private readonly RomaniaDeduction deduction = new(pack);
    private readonly RomaniaFloor floor = new(pack);
    private readonly GarnishmentLimits limits = RomaniaGarnishment.Limits(pack);

    public IEnumerable<PayProblem> ProblemsOf(PayCase pay)
    {
        var most = tickets.Value("most");
        foreach (var spell in pay.Contracts.Where(spell => pay.Facts.OverriddenBy(spell.Facts).Number("tickets") > most))
        {
            yield return new PayProblem("voucher-above-maximum", "facts.tickets", string.Create(CultureInfo.InvariantCulture, $"A meal voucher of contract {spell.Contract} is above {most} lei a day."));
        }

        foreach (var problem in absences.ProblemsOf(pay))
        {
            yield return problem;
        }
    }

    public decimal HoursOfMonth(ContractSpell spell, WorkMonth month) => month.WorkingDays * spell.WeeklyHours / spell.DaysPerWeek;

    public void PayAbsences(PaySheet sheet)
    {
        if (sheet.Case.PaysTime())
        {
            absences.Pay(sheet);
        }
    }

    public void Withhold(PaySheet sheet)
    {
        if (sheet.Case.PaysTime())
        {
            AddVouchers(sheet);
            TellOfLowPay(sheet);
        }

        var free = new Figure("exempt", exemption.Add(sheet));
        var contributions = new Figure("cas and cass", cas.Add(sheet, free) + cass.Add(sheet, free));
        var deducted = new Figure("deduction", deduction.Add(sheet));
        tax.Add(sheet, free, contributions, deducted);
        cam.Add(sheet, free);
        floor.Add(sheet);
        absences.Remember(sheet);
    }

    public GarnishmentLimits LimitsOf(PaySheet sheet) => limits;

    private void AddVouchers(PaySheet sheet)
    {
        foreach (var spell in sheet.Case.Contracts)
        {
            var value = sheet.Case.Facts.OverriddenBy(spell.Facts).Number("tickets");
            var days = RomaniaDays.Worked(sheet.Case, spell);
            if (value * days != 0)
            {
                sheet.Add(new PayLine
                {
                    Code = "tickets",
                    Kind = PayLineKind.Benefit,
                    Amount = tickets.Round(value * days),
                    Rule = tickets.Id,
                    Treatments = Treatments.Health | Treatments.Tax,
                    Contract = spell.Contract,
                    Because = new Trace("days worked x value", value * days, new Figure("days worked", days), new Figure("value", value)),
                });
            }
        }
    }

    private void TellOfLowPay(PaySheet sheet)
    {
        foreach (var spell in sheet.Case.Contracts.Where(spell => MonthShare.DaysOf(spell, sheet.Case.Period) is not null && (spell.MonthlyPay < minimum.Value("month") * spell.Fte || spell.HourlyPay < minimum.Value("hour"))))
        {
            sheet.Alert("below-minimum-wage", string.Create(CultureInfo.InvariantCulture, $"Contract {spell.Contract} pays less than {minimum.Value("month") * spell.Fte:0.00} a month, {minimum.Value("hour")} an hour."));
        }
    }
}
