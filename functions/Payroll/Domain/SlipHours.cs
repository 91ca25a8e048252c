using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>The hours of a person's month as a payslip shows them.</summary>
/// <param name="Due">To be worked by contract and calendar on the days employed.</param>
/// <param name="Worked">Of these without what was not worked, and beyond them overtime; of contracts by the hour what was reported.</param>
/// <param name="Paid">Worked, and not worked but paid by employer or insurance.</param>
public sealed record SlipHours(decimal Due, decimal Worked, decimal Paid)
{
    /// <summary>Of a slip that pays the month's time; null for a bonus and the like.</summary>
    public static SlipHours? Of(PayCase pay, ICountryCalculation law)
    {
        if (!pay.PaysTime())
        {
            return null;
        }

        var spells = pay.Contracts.Select(spell => (Spell: spell, Days: MonthShare.DaysOf(spell, pay.Period))).Where(entry => entry.Days is not null).Select(entry => (entry.Spell, Days: entry.Days!.Value)).ToList();
        var due = spells.Sum(entry => law.HoursIn(entry.Spell, pay.Month, entry.Days));
        var monthly = spells.Where(entry => entry.Spell.HourlyPay is null).ToList();
        var toWork = monthly.Sum(entry => law.HoursIn(entry.Spell, pay.Month, entry.Days));
        var reported = pay.Hours.Where(hours => IsByHour(pay, hours)).Sum(hours => hours.Hours);
        var beyond = pay.Hours.Where(hours => hours.Kind.StartsWith(PaidHours.Overtime, StringComparison.Ordinal)).Sum(hours => hours.Hours);

        // Of contracts by the hour only what was worked is reported: what was not is not taken off again.
        var off = monthly.SelectMany(entry => pay.Absences.Where(absence => absence.Contract is null || absence.Contract == entry.Spell.Contract), (entry, absence) => (absence.Kind, Hours: HoursOf(absence, entry.Spell, entry.Days, (pay.Month, law)))).ToList();
        var unpaid = off.Where(absence => absence.Kind == "unpaid-leave").Sum(absence => absence.Hours);
        var paid = toWork - unpaid + reported + beyond;
        return new SlipHours(Rounded(due), Rounded(paid - off.Sum(absence => absence.Hours) + unpaid), Rounded(paid));
    }

    private static bool IsByHour(PayCase pay, WorkedHours hours)
        => hours.Kind == PaidHours.Worked && pay.Contracts.Any(spell => spell.HourlyPay is not null && (hours.Contract is null || hours.Contract == spell.Contract));

    private static decimal HoursOf(Absence absence, ContractSpell spell, (LocalDate From, LocalDate To) days, (WorkMonth Month, ICountryCalculation Law) by)
    {
        var (from, to) = (LocalDate.Max(absence.From, days.From), LocalDate.Min(absence.To, days.To));
        return from > to ? 0
            : absence.HoursPerDay is { } aDay ? by.Month.WorkingDaysIn(from, to) * aDay
            : Math.Max(0, by.Law.HoursIn(spell, by.Month, (from, to)));
    }

    private static decimal Rounded(decimal hours) => Math.Round(hours, 2, MidpointRounding.AwayFromZero);
}
