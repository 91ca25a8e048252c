using System.Globalization;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>How often a job has an occasion.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Every>))]
public enum Every
{
    /// <summary>Every calendar day.</summary>
    Day,

    /// <summary>Every working day of the tenant.</summary>
    WorkingDay,

    /// <summary>A day of each week.</summary>
    Week,

    /// <summary>A day for each month; it may lie in a later month.</summary>
    Month,

    /// <summary>The tenant's pay day for each month, or a day that follows from it.</summary>
    PayDay,

    /// <summary>A day for each year, by a rule that starts from 1 January.</summary>
    Year,
}

/// <summary>When a job runs, by the tenant's calendar and clock: exactly one occasion a period.</summary>
/// <param name="Every">The period.</param>
/// <param name="At">The local time; where the clock skips it, the first instant after the gap.</param>
public sealed record Recurrence(Every Every, LocalTime At)
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>Which day: needed for months and years; for pay days, counted from the pay day; else none.</summary>
    public DayRule? Rule { get; init; }

    /// <summary>Which day of the week; for weeks only.</summary>
    public IsoDayOfWeek Weekday { get; init; } = IsoDayOfWeek.Monday;

    public static Recurrence Daily(LocalTime at) => new(Every.Day, at);

    public static Recurrence WorkingDays(LocalTime at) => new(Every.WorkingDay, at);

    public static Recurrence Weekly(IsoDayOfWeek weekday, LocalTime at) => new(Every.Week, at) { Weekday = weekday };

    public static Recurrence Monthly(DayRule rule, LocalTime at) => new(Every.Month, at) { Rule = rule };

    /// <summary>On the pay day, or so many working days before (negative) or after it.</summary>
    public static Recurrence PayDays(LocalTime at, int workingDays = 0) => new(Every.PayDay, at) { Rule = new DayRule { WorkingDays = workingDays } };

    public static Recurrence Yearly(DayRule rule, LocalTime at) => new(Every.Year, at) { Rule = rule };

    /// <summary>What is wrong with the recurrence; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. Every is Every.Month or Every.Year && Rule is null ? ["A rule says which day of the month or year."] : Array.Empty<string>(),
        .. Every is Every.Day or Every.WorkingDay or Every.Week && Rule is not null ? ["Days and weeks take no rule."] : Array.Empty<string>(),
        .. Rule?.Problems() ?? [],
    ];

    /// <summary>The number of the period that a day is in; the next period has the next number.</summary>
    public int OrdinalOf(LocalDate day) => Every switch
    {
        Every.Day or Every.WorkingDay => DaysSinceEpoch(day),
        Every.Week => (int)Math.Floor((DaysSinceEpoch(day) + 3) / 7m),
        Every.Month or Every.PayDay => (day.Year * 12) + day.Month - 1,
        Every.Year => day.Year,
        _ => throw new InvalidOperationException($"Not a recurrence: {Every}."),
    };

    /// <summary>The period as its claim bears it: 2026-11-30, 2026-W48, 2026-11 or 2026.</summary>
    public string KeyOf(int ordinal) => Every switch
    {
        Every.Day or Every.WorkingDay => Iso(Epoch.PlusDays(ordinal)),
        Every.Week => WeekKey(FirstDayOf(ordinal)),
        Every.Month or Every.PayDay => Period.Of(FirstDayOf(ordinal)).ToString(),
        Every.Year => ordinal.ToString("D4", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"Not a recurrence: {Every}."),
    };

    /// <summary>The day of a period, before and after the roll over weekends and holidays; null when the period has none.</summary>
    public OccurrenceDay? DayOf(int ordinal, LocalCalendar calendar)
    {
        LocalDate first = FirstDayOf(ordinal);
        switch (Every)
        {
            case Every.WorkingDay when !calendar.Days.IsWorkingDay(first):
                return null;
            case Every.Day or Every.WorkingDay:
                return new OccurrenceDay(first, first);
            case Every.Week:
                LocalDate weekday = first.PlusDays((int)Weekday - 1);
                return new OccurrenceDay(weekday, weekday);
            default:
                LocalDate start = Every == Every.PayDay ? calendar.PayDay.From(first, calendar.Days) : first;
                return Rule is { } rule ? new OccurrenceDay(rule.BeforeRoll(start, calendar.Days), rule.From(start, calendar.Days)) : new OccurrenceDay(start, start);
        }
    }

    /// <summary>So many periods back, and ahead, have to be looked at to find every occasion of a time span.</summary>
    public (int Back, int Ahead) Reach(LocalCalendar calendar)
    {
        if (Every is Every.Day or Every.WorkingDay or Every.Week)
        {
            return (2, 2);
        }

        var rules = new[] { Rule, Every == Every.PayDay ? calendar.PayDay : null }.OfType<DayRule>().ToList();
        int back = rules.Sum(rule => rule.Months + ((rule.Days + rule.ThenDays + (2 * Math.Max(0, rule.WorkingDays))) / 28)) + 2;
        int ahead = rules.Sum(rule => 2 * Math.Max(0, -rule.WorkingDays) / 28) + 2;
        return Every == Every.Year ? ((back / 12) + 1, (ahead / 12) + 1) : (back, ahead);
    }

    /// <summary>The recurrence in English words.</summary>
    public string InWords() => Every switch
    {
        Every.Day => "every day",
        Every.WorkingDay => "every working day",
        Every.Week => $"every {Weekday}",
        Every.Month => $"every month: {Rule?.InWords()}",
        Every.PayDay => Rule is { } rule && rule != new DayRule() ? $"pay day: {rule.InWords()}" : "pay day",
        Every.Year => $"every year: {Rule?.InWords()}",
        _ => throw new InvalidOperationException($"Not a recurrence: {Every}."),
    };

    private LocalDate FirstDayOf(int ordinal) => Every switch
    {
        Every.Day or Every.WorkingDay => Epoch.PlusDays(ordinal),
        Every.Week => Epoch.PlusDays((ordinal * 7) - 3),
        Every.Month or Every.PayDay => new LocalDate(ordinal / 12, (ordinal % 12) + 1, 1),
        Every.Year => new LocalDate(ordinal, 1, 1),
        _ => throw new InvalidOperationException($"Not a recurrence: {Every}."),
    };

    private static int DaysSinceEpoch(LocalDate day) => NodaTime.Period.DaysBetween(Epoch, day);

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static string WeekKey(LocalDate monday)
        => string.Create(CultureInfo.InvariantCulture, $"{NodaTime.Calendars.WeekYearRules.Iso.GetWeekYear(monday):D4}-W{NodaTime.Calendars.WeekYearRules.Iso.GetWeekOfWeekYear(monday):D2}");
}

/// <summary>The day of a period as the rule names it, and as weekends and holidays leave it.</summary>
public readonly record struct OccurrenceDay(LocalDate Named, LocalDate Day);
