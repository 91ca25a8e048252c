using NodaTime;
using NodaTime.TimeZones;

namespace BackOffice.Notifications.Domain;

/// <summary>When a person is not written to, by the clock on the wall; over midnight when it begins later than it ends.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive: from here on mails go out.</param>
public sealed record QuietHours(LocalTime From, LocalTime To)
{
    public bool Contains(LocalTime time) => From <= To ? time >= From && time < To : time >= From || time < To;

    /// <summary>When the quiet hours that hold this instant end; null outside of them.</summary>
    public Instant? EndAfter(ZonedDateTime now) => Contains(now.TimeOfDay) ? LocalClock.Next(To, now) : null;
}

/// <summary>Times on the wall as instants.</summary>
internal static class LocalClock
{
    /// <summary>A time that does not exist is the first instant after the gap, one that comes twice is the first of the two.</summary>
    private static readonly ZoneLocalMappingResolver Rule = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The next time the clock shows this, later than now.</summary>
    public static Instant Next(LocalTime time, ZonedDateTime now)
    {
        var today = now.Date.At(time).InZone(now.Zone, Rule).ToInstant();
        return today > now.ToInstant() ? today : now.Date.PlusDays(1).At(time).InZone(now.Zone, Rule).ToInstant();
    }
}
