using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>
/// A rule that names a day, as data: a payment term, a pay day, a statutory term. It begins with a starting day (of an invoice,
/// or the first of a month) and does what its members say in the order in which they are declared here.
/// </summary>
public sealed record DayRule
{
    private const int MostMonths = 120;
    private const int MostDays = 1_000;
    private const int MostWorkingDays = 60;
    private const int MostWorkingDayOfMonth = 10;

    /// <summary>Months on from the starting day, 0 to 120; the last day of the month where that is too short.</summary>
    public int Months { get; init; }

    /// <summary>Days on, 0 to 1000; the starting day is not counted.</summary>
    public int Days { get; init; }

    /// <summary>On to the last day of the month.</summary>
    public bool EndOfMonth { get; init; }

    /// <summary>To this day of the month, 1 to 31; the last one where the month is shorter.</summary>
    public int? Day { get; init; }

    /// <summary>To this working day of the month: 1 to 10 from its beginning, -1 (the last) to -10 from its end.</summary>
    public int? WorkingDay { get; init; }

    /// <summary>Days on again, 0 to 1000: the n of "end of month + n".</summary>
    public int ThenDays { get; init; }

    /// <summary>Working days on, or back when negative, -60 to 60; the day reached so far is not counted.</summary>
    public int WorkingDays { get; init; }

    /// <summary>A time of the year from which terms are moved out, such as 1 to 20 August in Italy.</summary>
    public DayPause? Pause { get; init; }

    /// <summary>What becomes of a weekend or a holiday.</summary>
    public HolidayRoll Roll { get; init; }

    /// <summary>A day of each month.</summary>
    public static DayRule OnDay(int day, HolidayRoll roll = HolidayRoll.None) => new() { Day = day, Roll = roll };

    /// <summary>A working day of each month: 1 is the first, -1 the last.</summary>
    public static DayRule OnWorkingDay(int number) => new() { WorkingDay = number };

    /// <summary>The day by this rule, from a starting day.</summary>
    public LocalDate From(LocalDate start, WorkingCalendar calendar) => calendar.Roll(BeforeRoll(start, calendar), Roll);

    /// <summary>The day by this rule for a month: it starts from the first of the month.</summary>
    public LocalDate In(Period period, WorkingCalendar calendar) => From(period.First, calendar);

    /// <summary>The day as it would be if nobody minded weekends and holidays at its end.</summary>
    public LocalDate BeforeRoll(LocalDate start, WorkingCalendar calendar)
    {
        LocalDate day = start.PlusMonths(Months).PlusDays(Days);
        day = EndOfMonth ? Period.Of(day).Last : day;
        day = Day is { } number ? new(day.Year, day.Month, Math.Min(number, Period.Of(day).Days)) : day;
        day = WorkingDay is { } working ? calendar.WorkingDayOf(Period.Of(day), working) : day;
        day = calendar.Add(day.PlusDays(ThenDays), WorkingDays);
        return Pause is { } pause ? pause.Move(day) : day;
    }

    /// <summary>What is wrong with the rule, in words for the person who wrote it; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. Outside("months", Months, 0, MostMonths),
        .. Outside("days", Days, 0, MostDays),
        .. Outside("day", Day ?? 1, 1, 31),
        .. WorkingDay is 0 ? ["'workingDay' 0 is no day: 1 is the first, -1 the last."] : Outside("workingDay", WorkingDay ?? 1, -MostWorkingDayOfMonth, MostWorkingDayOfMonth),
        .. Outside("thenDays", ThenDays, 0, MostDays),
        .. Outside("workingDays", WorkingDays, -MostWorkingDays, MostWorkingDays),
        .. (EndOfMonth ? 1 : 0) + (Day is null ? 0 : 1) + (WorkingDay is null ? 0 : 1) > 1 ? ["Only one of 'endOfMonth', 'day' and 'workingDay' can be meant."] : Array.Empty<string>(),
        .. Pause?.Problems() ?? [],
    ];

    /// <summary>The rule in English words.</summary>
    public string InWords()
    {
        List<string> words =
        [
            .. Months == 0 ? [] : new[] { Number(Months, "month") + " later" },
            .. Days == 0 ? [] : new[] { Number(Days, "day") + " later" },
            .. EndOfMonth ? ["end of month"] : Array.Empty<string>(),
            .. Day is { } day ? [string.Create(CultureInfo.InvariantCulture, $"day {day}")] : Array.Empty<string>(),
            .. WorkingDay is { } working ? [WorkingDayInWords(working)] : Array.Empty<string>(),
            .. ThenDays == 0 ? [] : new[] { "then " + Number(ThenDays, "day") },
            .. WorkingDays == 0 ? [] : new[] { Number(Math.Abs(WorkingDays), "working day") + (WorkingDays > 0 ? " later" : " before") },
            .. Pause is { } pause ? [pause.InWords()] : Array.Empty<string>(),
        ];
        string text = words.Count == 0 ? "the day itself" : string.Join(", ", words);
        return Roll switch
        {
            HolidayRoll.None => text,
            HolidayRoll.Following => text + ", or the next working day",
            HolidayRoll.Preceding => text + ", or the working day before",
            HolidayRoll.ModifiedFollowing => text + ", or the nearest working day of that month after it, else before it",
            _ => throw new InvalidOperationException($"Not a roll: {Roll}."),
        };
    }

    private static IEnumerable<string> Outside(string name, int value, int least, int most)
        => value >= least && value <= most ? [] : [string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; it can be {least} to {most}.")];

    private static string Number(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string WorkingDayInWords(int number) => number switch
    {
        1 => "first working day",
        -1 => "last working day",
        > 0 => string.Create(CultureInfo.InvariantCulture, $"working day {number} of the month"),
        _ => string.Create(CultureInfo.InvariantCulture, $"working day {-number} from the end of the month"),
    };
}

/// <summary>A time of every year whose terms all fall on one later day.</summary>
/// <param name="First">The first day of the pause.</param>
/// <param name="Last">Its last day, in the same year.</param>
/// <param name="MovedTo">Where a term within the pause goes; not before the last day.</param>
public sealed record DayPause(
    [property: JsonConverter(typeof(AnnualDateJsonConverter))] AnnualDate First,
    [property: JsonConverter(typeof(AnnualDateJsonConverter))] AnnualDate Last,
    [property: JsonConverter(typeof(AnnualDateJsonConverter))] AnnualDate MovedTo)
{
    /// <summary>The day itself outside the pause.</summary>
    public LocalDate Move(LocalDate day)
        => day >= First.InYear(day.Year) && day <= Last.InYear(day.Year) ? MovedTo.InYear(day.Year) : day;

    public IReadOnlyList<string> Problems()
        => First <= Last && Last <= MovedTo ? [] : ["A pause has a first day, then a last day, then the day its terms move to, in one year."];

    public string InWords() => $"moved to {AnnualDateJsonConverter.Text(MovedTo)} when from {AnnualDateJsonConverter.Text(First)} to {AnnualDateJsonConverter.Text(Last)}";
}
