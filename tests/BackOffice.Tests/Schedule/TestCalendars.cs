using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tests.Schedule;

/// <summary>Calendars and rules for these tests.</summary>
internal static class TestCalendars
{
    public static LocalCalendar Rome { get; } = new CalendarSettings().For("IT", "Europe/Rome");

    public static LocalCalendar Bucharest { get; } = new CalendarSettings().For("RO", "Europe/Bucharest");

    public static LocalCalendar Warsaw { get; } = new CalendarSettings { PayDay = DayRule.OnDay(10, HolidayRoll.Preceding) }.For("PL", "Europe/Warsaw");

    /// <summary>A zone that skips midnight, and a country whose holidays are not known.</summary>
    public static LocalCalendar Cairo { get; } = new CalendarSettings().For("EG", "Africa/Cairo");

    public static IReadOnlyList<LocalCalendar> All { get; } = [Rome, Bucharest, Warsaw, Cairo];

    public static DayRule[] MonthRules { get; } =
    [
        DayRule.OnDay(31), DayRule.OnDay(29), DayRule.OnDay(1, HolidayRoll.Following), DayRule.OnDay(27, HolidayRoll.Preceding), DayRule.OnDay(31, HolidayRoll.ModifiedFollowing),
        DayRule.OnWorkingDay(-1), DayRule.OnWorkingDay(3), DayRule.OnWorkingDay(-3), new() { Months = 1, Day = 10, Roll = HolidayRoll.Following }, new() { EndOfMonth = true, ThenDays = 30 },
        new() { Day = 5, WorkingDays = -4 }, new() { Months = 1, EndOfMonth = true, Roll = HolidayRoll.Preceding },
    ];

    public static LocalTime[] Times { get; } = [LocalTime.Midnight, new(0, 30), new(2, 30), new(3, 0), new(6, 30), new(23, 59)];

    /// <summary>Any recurrence there is, by a number.</summary>
    public static Recurrence Any(int number)
    {
        var at = Times[number % Times.Length];
        number /= Times.Length;
        return (number % 8) switch
        {
            0 => Recurrence.Daily(at),
            1 => Recurrence.WorkingDays(at),
            2 => Recurrence.Weekly((IsoDayOfWeek)((number / 8 % 7) + 1), at),
            3 => Recurrence.PayDays(at, (number / 8 % 11) - 5),
            4 => Recurrence.Yearly(new DayRule { Months = number / 8 % 12, Day = 29, Roll = HolidayRoll.Following }, at),
            _ => Recurrence.Monthly(MonthRules[number / 8 % MonthRules.Length], at),
        };
    }

    public static Instant Utc(string text) => InstantPattern.General.Parse(text).Value;
}
