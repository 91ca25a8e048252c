using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>Working days of a month as Romanian law counts them for a person.</summary>
internal static class RomaniaDays
{
    /// <summary>Working days on which some contract of these is in force and not suspended by leave without pay, sickness, maternity or an accident.</summary>
    public static int Active(PayCase pay, Func<ContractSpell, bool> counts)
        => Simple(pay, counts) ?? WorkingDays(pay).Count(day => pay.Contracts.Any(spell => counts(spell) && Covers(spell, day) && !pay.Absences.Any(absence => absence.Kind != "paid-leave" && IsAway(absence, spell, day))));

    /// <summary>Working days on which some contract is in force, whether worked or not, without leave without pay.</summary>
    public static int Insured(PayCase pay)
        => Simple(pay, _ => true) ?? WorkingDays(pay).Count(day => pay.Contracts.Any(spell => Covers(spell, day) && !pay.Absences.Any(absence => absence.Kind == "unpaid-leave" && IsAway(absence, spell, day))));

    /// <summary>Working days of a contract without any whole day of absence.</summary>
    public static int Worked(PayCase pay, ContractSpell spell)
        => WorkingDays(pay).Count(day => Covers(spell, day) && !pay.Absences.Any(absence => IsAway(absence, spell, day)));

    public static bool Covers(ContractSpell spell, LocalDate day) => MonthShare.DaysOf(spell, Period.Of(day)) is { } days && days.From <= day && day <= days.To;

    public static bool Concerns(Absence absence, ContractSpell spell) => absence.Contract is null || absence.Contract == spell.Contract;

    private static bool IsAway(Absence absence, ContractSpell spell, LocalDate day)
        => absence.HoursPerDay is null && Concerns(absence, spell) && absence.From <= day && day <= absence.To;

    private static IEnumerable<LocalDate> WorkingDays(PayCase pay)
        => Enumerable.Range(0, pay.Month.Days).Select(pay.Period.First.PlusDays).Where(pay.Month.IsWorkingDay);

    // Nearly everybody: one contract, no absence.
    private static int? Simple(PayCase pay, Func<ContractSpell, bool> counts)
        => pay.Contracts.Count != 1 || pay.Absences.Count != 0 ? null
            : counts(pay.Contracts[0]) && MonthShare.DaysOf(pay.Contracts[0], pay.Period) is { } days ? pay.Month.WorkingDaysIn(days.From, days.To) : 0;
}
