using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.TimeZones;

namespace BackOffice.Primitives;

/// <summary>
/// When a wall clock shows a date and a time. A time that the clock skips is the first instant after the gap; a time that it
/// shows twice is the first of the two. So every date and time is exactly one instant, and a later one is never earlier.
/// </summary>
public static class LocalClock
{
    /// <summary>The instant, also for a midnight that does not exist or a day that the zone never had.</summary>
    public static ClockReading At(LocalDate day, LocalTime time, DateTimeZone zone)
    {
        ZoneLocalMapping found = zone.MapLocal(day + time);
        return found.Count switch
        {
            0 => new(found.LateInterval.Start, ClockShift.Gap),
            1 => new(found.Single().ToInstant(), ClockShift.None),
            _ => new(found.First().ToInstant(), ClockShift.Overlap),
        };
    }
}

/// <summary>The instant of a date and time, and what the zone did to it.</summary>
public readonly record struct ClockReading(Instant Instant, ClockShift Shift);

/// <summary>What a change of the clocks did to a local time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClockShift>))]
public enum ClockShift
{
    /// <summary>Nothing: the clock shows it once.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The clock skips it: the first instant after the gap.</summary>
    [JsonStringEnumMemberName("gap")]
    Gap,

    /// <summary>The clock shows it twice: the first time.</summary>
    [JsonStringEnumMemberName("overlap")]
    Overlap,
}
