using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>
/// Days that come again, counted from the first one and never from the one before: 31 January, 28 February, 31 March.
/// </summary>
public static class Anniversary
{
    /// <summary>The day so many months after the first; the last day of the month where the month is too short.</summary>
    public static LocalDate Monthly(LocalDate first, int months) => first.PlusMonths(months);

    /// <summary>The anniversary in a year; for 29 February in a common year as the rule says.</summary>
    public static LocalDate InYear(LocalDate first, int year, LeapDay leapDay)
        => first is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(year)
            ? leapDay == LeapDay.FirstOfMarch ? new(year, 3, 1) : new(year, 2, 28)
            : new(year, first.Month, first.Day);
}

/// <summary>When somebody born on 29 February has an anniversary in a common year.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeapDay>))]
public enum LeapDay
{
    [JsonStringEnumMemberName("28-february")]
    LastOfFebruary,

    [JsonStringEnumMemberName("1-march")]
    FirstOfMarch,
}
