using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>One occasion of a recurrence.</summary>
/// <param name="Ordinal">The number of its period.</param>
/// <param name="Key">The period as its claim bears it.</param>
/// <param name="Day">The day, as named and as it is.</param>
/// <param name="DueAt">The instant.</param>
/// <param name="Shift">What a change of the clocks did to it.</param>
public readonly record struct Occurrence(int Ordinal, string Key, OccurrenceDay Day, Instant DueAt, ClockShift Shift);

/// <summary>Finds the occasions of a recurrence: one for each period, never earlier than that of the period before.</summary>
public static class Occurrences
{
    /// <summary>Those after one instant, up to and with another, oldest first.</summary>
    /// <param name="when">The recurrence.</param>
    /// <param name="calendar">The tenant's.</param>
    /// <param name="span">After the first instant; the second is included.</param>
    /// <param name="afterOrdinal">Periods up to and with this one are left out.</param>
    public static IEnumerable<Occurrence> Between(Recurrence when, LocalCalendar calendar, (Instant After, Instant Until) span, int afterOrdinal = int.MinValue)
    {
        var (back, ahead) = when.Reach(calendar);
        int first = Math.Max(when.OrdinalOf(calendar.DayAt(span.After)) - back, afterOrdinal == int.MinValue ? afterOrdinal : afterOrdinal + 1);
        int last = when.OrdinalOf(calendar.DayAt(span.Until)) + ahead;
        for (int ordinal = first; ordinal <= last; ordinal++)
        {
            if (when.DayOf(ordinal, calendar) is not { } day)
            {
                continue;
            }

            ClockReading reading = LocalClock.At(day.Day, when.At, calendar.Zone);
            if (reading.Instant > span.Until)
            {
                yield break;
            }

            if (reading.Instant > span.After)
            {
                yield return new Occurrence(ordinal, when.KeyOf(ordinal), day, reading.Instant, reading.Shift);
            }
        }
    }
}
