using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Timesheets.Domain;

/// <summary>The time between two readings of a clock on a wall, which moves twice a year.</summary>
public readonly record struct Shift(Instant Start, Instant End)
{
    /// <summary>Hours as they passed: seven from 22 to 6 in the night to the last Sunday of March, nine in that of October.</summary>
    public decimal Hours => HoursOf(End - Start);

    public static Shift Of(LocalDate day, LocalTime from, LocalTime to, DateTimeZone zone)
        => new(LocalClock.At(day, from, zone).Instant, LocalClock.At(to > from ? day : day.PlusDays(1), to, zone).Instant);

    public static Shift WholeDay(LocalDate day, DateTimeZone zone)
        => new(LocalClock.At(day, LocalTime.Midnight, zone).Instant, LocalClock.At(day.PlusDays(1), LocalTime.Midnight, zone).Instant);

    public bool Overlaps(Shift other) => Start < other.End && other.Start < End;

    /// <summary>Hours of it that lie within another; 0 when none do.</summary>
    public decimal HoursWithin(Shift other)
    {
        var (start, end) = (Instant.Max(Start, other.Start), Instant.Min(End, other.End));
        return end > start ? HoursOf(end - start) : 0;
    }

    private static decimal HoursOf(Duration time) => (decimal)time.BclCompatibleTicks / NodaConstants.TicksPerHour;
}
