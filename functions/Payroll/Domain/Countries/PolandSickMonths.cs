using NodaTime;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Keeps the pay of each full month of employment for the average of a later sickness, as if the month had been worked whole (Act of
/// 25 June 1999, art. 36-38): pay by the month as agreed, pay by time completed by the days not worked. What goes on in a sickness, as
/// benefits in kind do, does not count (art. 41). A month worked less than half is kept apart: it is left out where there are others.
/// </summary>
internal static class PolandSickMonths
{
    private const string Balances = "sick.";
    private const string Worked = "sick.pay.";
    private const string LeftOut = "sick.left-out.";
    private const string PartTime = "sick.fte.";

    public static void Remember(PaySheet sheet, PolandLaw law, ICountryCalculation calculation)
    {
        AddRetro(sheet);
        if (IsWhole(sheet.Case))
        {
            AddMonth(sheet, law, calculation);
        }

        // Who is sick since half a year still looks at the year before it.
        MonthBalances.ForgetBefore(sheet, Balances, sheet.Case.Period.Plus(-2 * decimal.ToInt32(law.SickBase.Value("months"))));
    }

    /// <summary>What earlier slips left of a month: its pay, and whether it was worked at least half; null when they left nothing.</summary>
    public static (decimal Pay, bool Counts)? Find(PaySheet sheet, Period month)
        => sheet.Standing(Worked + month) is not 0 and var worked ? (worked, true)
            : sheet.Standing(LeftOut + month) is not 0 and var leftOut ? (leftOut, false)
            : null;

    /// <summary>Share of full time that earlier slips left of a month.</summary>
    public static decimal FteOf(PaySheet sheet, Period month) => sheet.Standing(PartTime + month) is not 0 and var fte ? fte : 1;

    /// <summary>Share of full time in the month at the terms that hold last, of all contracts together.</summary>
    public static decimal FteOf(PayCase pay) => pay.ByContract().Sum(spells => spells[^1].Fte);

    /// <summary>The pay agreed for a whole month at the terms that hold last; of pay by the hour, for all hours of the month.</summary>
    public static decimal Agreed(ContractSpell spell, PayCase pay, ICountryCalculation calculation)
        => spell.MonthlyPay ?? (spell.HourlyPay * calculation.HoursOfMonth(spell, pay.Month)) ?? 0;

    private static void AddMonth(PaySheet sheet, PolandLaw law, ICountryCalculation calculation)
    {
        var month = sheet.Case.Period;
        var time = TimeOf(sheet.Case, law);
        var before = Find(sheet, month);
        var counts = sheet.Case.PaysTime() ? time.Worked >= time.Due * law.SickBase.Value("worked") : before is not { Counts: false };
        var pay = (before?.Pay ?? 0) + law.SickBase.Round(PayOf(sheet, time, calculation));
        Set(Worked, counts ? pay : 0);
        Set(LeftOut, counts ? 0 : pay);
        Set(PartTime, FteOf(sheet.Case) is not 1 and var fte ? fte : 0);

        void Set(string name, decimal value) => sheet.AddToStanding(name + month, value - sheet.Standing(name + month));
    }

    private static decimal PayOf(PaySheet sheet, (decimal Due, decimal Worked) time, ICountryCalculation calculation)
    {
        var pay = 0m;
        foreach (var line in sheet.Lines)
        {
            pay += line.For is not null || !Counts(line) ? 0
                : IsByTime(line.Code) && time.Worked > 0 ? line.Amount * time.Due / time.Worked
                : line.Amount;
        }

        return pay + (sheet.Case.PaysTime() ? sheet.Case.ByContract().Sum(spells => Completion(sheet, spells, time.Worked, calculation)) : 0);
    }

    // After a change of the working time the month counts as if all of it had been at the new terms (art. 40); who worked no hour by the hour is taken at the pay agreed.
    private static decimal Completion(PaySheet sheet, IReadOnlyList<ContractSpell> spells, decimal worked, ICountryCalculation calculation)
        => spells.Any(spell => spell.Fte != spells[^1].Fte) || (spells[^1].MonthlyPay is null && worked == 0)
            ? Agreed(spells[^1], sheet.Case, calculation) - sheet.Lines.Where(line => line is { For: null, Code: "pay.base" or "pay.hours" } && line.Contract == spells[0].Contract).Sum(line => line.Amount)
            : 0;

    private static void AddRetro(PaySheet sheet)
    {
        foreach (var line in sheet.Lines.Where(Counts))
        {
            if (line.For is { } month && Find(sheet, month) is var (_, counts))
            {
                sheet.AddToStanding((counts ? Worked : LeftOut) + month, line.Amount);
            }
        }
    }

    // Time not worked is not taken off: the month is completed by it.
    private static bool Counts(PayLine line)
        => line.Kind == PayLineKind.Earning && line.Treatments.HasFlag(Treatments.Social) && !line.Code.StartsWith("absence.", StringComparison.Ordinal);

    private static bool IsByTime(string code)
        => code == "pay.hours" || code.StartsWith("overtime.", StringComparison.Ordinal) || code.StartsWith("premium.", StringComparison.Ordinal);

    // Working days due and worked, of all contracts; leave that is paid counts as worked.
    private static (decimal Due, decimal Worked) TimeOf(PayCase pay, PolandLaw law)
    {
        var (due, absent) = (0m, 0m);
        foreach (var spell in pay.Contracts)
        {
            if (MonthShare.DaysOf(spell, pay.Period) is var (from, to))
            {
                due += pay.Month.WorkingDaysIn(from, to);
                absent += pay.Absences.Where(absence => absence.Kind != "paid-leave" && (absence.Contract is null || absence.Contract == spell.Contract))
                    .Sum(absence => DaysOf(absence, spell, pay) * ShareOf(absence, spell, law));
            }
        }

        return (due, due - absent);
    }

    private static decimal DaysOf(Absence absence, ContractSpell spell, PayCase pay)
        => PolandAbsences.Common(absence, spell, pay.Period) is var (from, to) ? pay.Month.WorkingDaysIn(from, to) : 0;

    private static decimal ShareOf(Absence absence, ContractSpell spell, PolandLaw law)
        => absence.HoursPerDay is { } hours ? Math.Min(1, hours / (law.HoursOfDay * spell.Fte)) : 1;

    // Who was hired on the first working day was employed all month.
    private static bool IsWhole(PayCase pay)
    {
        for (var day = pay.Period.First; day <= pay.Period.Last; day = day.PlusDays(1))
        {
            if (pay.Month.IsWorkingDay(day) && !IsEmployed(pay, day))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEmployed(PayCase pay, LocalDate day)
    {
        foreach (var spell in pay.Contracts)
        {
            if (MonthShare.DaysOf(spell, pay.Period) is var (from, to) && from <= day && day <= to)
            {
                return true;
            }
        }

        return false;
    }
}
