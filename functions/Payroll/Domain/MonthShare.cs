using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>How much of the month each of a contract's terms was in force, in the units in which the contract is prorated.</summary>
internal sealed class MonthShare
{
    private MonthShare(IReadOnlyList<ContractSpell> spells, decimal[] units, decimal[] wholes)
        => (Spells, Units, Wholes) = (spells, units, wholes);

    /// <summary>The terms of one contract in the order of their days.</summary>
    public IReadOnlyList<ContractSpell> Spells { get; }

    /// <summary>Days, thirtieths or hours of each.</summary>
    public IReadOnlyList<decimal> Units { get; }

    /// <summary>Those of a whole month at the terms of each: half time has half the hours.</summary>
    public IReadOnlyList<decimal> Wholes { get; }

    /// <summary>Of the month, 1 for the whole.</summary>
    public decimal Part => Wholes.Distinct().Take(2).ToList() is [var whole] ? (whole == 0 ? 0 : Units.Sum() / whole) : Units.Zip(Wholes, (units, whole) => whole == 0 ? 0 : units / whole).Sum();

    public static MonthShare Of(IReadOnlyList<ContractSpell> spells, PaySheet sheet, ICountryCalculation law)
    {
        var (month, method) = (sheet.Case.Month, MethodOf(spells[0], sheet.Pack));
        var units = new decimal[spells.Count];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = DaysOf(spells[i], month.Period) is { } days ? UnitsOf(method, spells[i], days, (month, law)) : 0;
        }

        var covered = spells.Sum(spell => DaysOf(spell, month.Period) is { } days ? month.DaysIn(days.From, days.To) : 0);
        switch (method)
        {
            case Proration.Thirtieths when covered > 0 && units.Sum() == 0:
                units[^1] = 1; // The 31st is no day of a month of thirty; who works only then is paid one.
                break;
            case Proration.TwentySixths:
                var paidDays = covered == month.Days ? units.Sum() : Math.Max(26, units.Sum());
                return new MonthShare(spells, units, [.. units.Select(_ => paidDays)]);
            default:
                break;
        }

        return new MonthShare(spells, units, [.. spells.Select(spell => WholeOf(method, spell, (month, law)))]);
    }

    /// <summary>The days of the month on which terms hold for somebody employed; null when there are none.</summary>
    public static (LocalDate From, LocalDate To)? DaysOf(ContractSpell spell, Period period)
    {
        var from = LocalDate.Max(LocalDate.Max(spell.From, spell.HiredOn), period.First);
        var to = LocalDate.Min(LocalDate.Min(spell.To ?? period.Last, spell.LeavesOn ?? period.Last), period.Last);
        return from <= to ? (from, to) : null;
    }

    private static Proration MethodOf(ContractSpell spell, RulePack pack) => spell.Proration ?? pack.Rule("proration").Words["method"] switch
    {
        "calendar-days" => Proration.CalendarDays,
        "working-days" => Proration.WorkingDays,
        "thirtieths" => Proration.Thirtieths,
        "twenty-sixths" => Proration.TwentySixths,
        "hours" => Proration.Hours,
        var word => throw new RulePackException(pack.Version, "proration", $"'{word}' is no way to prorate."),
    };

    private static decimal UnitsOf(Proration method, ContractSpell spell, (LocalDate From, LocalDate To) days, (WorkMonth Month, ICountryCalculation Law) by) => method switch
    {
        Proration.CalendarDays => by.Month.DaysIn(days.From, days.To),
        Proration.WorkingDays => by.Month.WorkingDaysIn(days.From, days.To),
        Proration.Thirtieths => ThirtiethsUntil(days.To, by.Month) - (days.From.Day == 1 ? 0 : ThirtiethsUntil(days.From.PlusDays(-1), by.Month)),
        Proration.TwentySixths => DaysWithoutSundays(days.From, days.To),
        Proration.Hours => Math.Max(0, by.Law.HoursIn(spell, by.Month, days)),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a proration."),
    };

    private static decimal WholeOf(Proration method, ContractSpell spell, (WorkMonth Month, ICountryCalculation Law) by) => method switch
    {
        Proration.CalendarDays => by.Month.Days,
        Proration.WorkingDays => by.Month.WorkingDays,
        Proration.Thirtieths => 30,
        Proration.Hours => by.Law.HoursIn(spell, by.Month, (by.Month.Period.First, by.Month.Period.Last)),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Not a proration of one measure."),
    };

    // The last day completes the month, be it the 28th or the 31st.
    private static int ThirtiethsUntil(LocalDate day, WorkMonth month) => day.Day == month.Days ? 30 : Math.Min(day.Day, 30);

    private static int DaysWithoutSundays(LocalDate from, LocalDate to)
    {
        var days = 0;
        for (var day = from; day <= to; day = day.PlusDays(1))
        {
            days += day.DayOfWeek == IsoDayOfWeek.Sunday ? 0 : 1;
        }

        return days;
    }
}
