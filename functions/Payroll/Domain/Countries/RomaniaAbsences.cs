using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Pay taken off for days not worked, and what is paid in sickness, maternity and after accidents.</summary>
internal sealed class RomaniaAbsences(RulePack pack)
{
    private static readonly string[] Kinds = ["paid-leave", "unpaid-leave", "sick", "maternity", "accident"];
    private readonly PayRule rule = pack.Rule("absence");
    private readonly RomaniaSickPay sickPay = new(pack);

    public IEnumerable<PayProblem> ProblemsOf(PayCase pay)
        => pay.Absences.Where(absence => !Kinds.Contains(absence.Kind)).Select(absence => new PayProblem("unknown-absence", "absences", $"Romanian rules know no absence '{absence.Kind}', but {string.Join(", ", Kinds)}."))
            .Concat(sickPay.ProblemsOf(pay));

    public void Pay(PaySheet sheet)
    {
        foreach (var spells in sheet.Case.ByContract())
        {
            TakeOff(sheet, spells);
        }

        foreach (var absence in sheet.Case.Absences.Where(absence => absence.Kind is "sick" or "maternity" or "accident"))
        {
            sickPay.Add(sheet, absence);
        }
    }

    /// <summary>Keeps the month for the average of the next six.</summary>
    public void Remember(PaySheet sheet) => sickPay.Remember(sheet);

    // Of all time away so far less what was taken: absences that fill the month take exactly its pay.
    private void TakeOff(PaySheet sheet, IReadOnlyList<ContractSpell> spells)
    {
        var (exact, taken) = (0m, 0m);
        foreach (var (spell, absence, hours) in spells.SelectMany(spell => Away(sheet.Case, spell)))
        {
            var (pay, hoursOfMonth) = (spell.MonthlyPay!.Value, sheet.Case.Month.WorkingDays * HoursOfDay(spell));
            exact += pay * hours / hoursOfMonth;
            var because = new Trace("- monthly pay x hours away / hours of the month", taken - exact, new Figure("monthly pay", pay), new Figure("hours away", hours), new Figure("hours of the month", hoursOfMonth));
            taken -= sheet.Add(new PayLine
            {
                Code = absence.Kind == "unpaid-leave" ? "absence.unpaid" : "absence.sick",
                Kind = PayLineKind.Earning,
                Amount = taken - rule.Round(exact),
                Rule = rule.Id,
                Treatments = Treatments.Ordinary,
                Contract = spell.Contract,
                Reference = absence.Reference,
                Because = because,
            });
        }
    }

    private static IEnumerable<(ContractSpell Spell, Absence Absence, decimal Hours)> Away(PayCase pay, ContractSpell spell)
        => spell.MonthlyPay is null || MonthShare.DaysOf(spell, pay.Period) is not { } days ? []
            : pay.Absences.Where(absence => absence.Kind != "paid-leave" && RomaniaDays.Concerns(absence, spell)).OrderBy(absence => absence.From)
                .Select(absence => (spell, absence, pay.Month.WorkingDaysIn(LocalDate.Max(absence.From, days.From), LocalDate.Min(absence.To, days.To)) * (absence.HoursPerDay ?? HoursOfDay(spell))))
                .Where(away => away.Item3 != 0);

    private static decimal HoursOfDay(ContractSpell spell) => spell.WeeklyHours / spell.DaysPerWeek;
}
