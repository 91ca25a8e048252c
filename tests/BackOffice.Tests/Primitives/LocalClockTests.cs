using BackOffice.Primitives;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tests.Primitives;

public sealed class LocalClockTests
{
    private static readonly string[] Zones = ["Europe/Rome", "Europe/Bucharest", "Europe/Warsaw", "Africa/Cairo", "Asia/Beirut", "America/Sao_Paulo", "Pacific/Apia"];

    /// <summary>What the clock does to a local time, and the instant; the offsets are those of the published time zone rules.</summary>
    [Theory]
    [InlineData("Europe/Rome", "2026-03-29T01:59", "2026-03-29T00:59:00Z", ClockShift.None)]
    [InlineData("Europe/Rome", "2026-03-29T02:00", "2026-03-29T01:00:00Z", ClockShift.Gap)] // 02:00 becomes 03:00, at 01:00 UTC
    [InlineData("Europe/Rome", "2026-03-29T02:30", "2026-03-29T01:00:00Z", ClockShift.Gap)] // not 03:30
    [InlineData("Europe/Rome", "2026-03-29T03:00", "2026-03-29T01:00:00Z", ClockShift.None)]
    [InlineData("Europe/Rome", "2026-10-25T02:30", "2026-10-25T00:30:00Z", ClockShift.Overlap)] // the first of two
    [InlineData("Europe/Rome", "2026-10-25T03:00", "2026-10-25T02:00:00Z", ClockShift.None)]
    [InlineData("Europe/Bucharest", "2026-03-29T03:30", "2026-03-29T01:00:00Z", ClockShift.Gap)]
    [InlineData("Europe/Bucharest", "2026-10-25T03:30", "2026-10-25T00:30:00Z", ClockShift.Overlap)]
    [InlineData("Europe/Bucharest", "2026-10-25T02:59", "2026-10-24T23:59:00Z", ClockShift.None)]
    [InlineData("Europe/Warsaw", "2027-03-28T02:15", "2027-03-28T01:00:00Z", ClockShift.Gap)]
    [InlineData("Europe/Warsaw", "2027-10-31T02:15", "2027-10-31T00:15:00Z", ClockShift.Overlap)]
    [InlineData("Africa/Cairo", "2024-04-26T00:00", "2024-04-25T22:00:00Z", ClockShift.Gap)] // midnight does not exist
    [InlineData("Africa/Cairo", "2024-04-26T00:30", "2024-04-25T22:00:00Z", ClockShift.Gap)]
    [InlineData("Asia/Beirut", "2024-03-31T00:00", "2024-03-30T22:00:00Z", ClockShift.Gap)]
    [InlineData("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z", ClockShift.Gap)]
    [InlineData("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59:00Z", ClockShift.None)]
    [InlineData("Pacific/Apia", "2011-12-30T08:00", "2011-12-30T10:00:00Z", ClockShift.Gap)] // a day the zone never had
    [InlineData("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z", ClockShift.None)]
    public void A_local_time_is_exactly_one_instant(string zone, string local, string utc, ClockShift shift)
    {
        LocalDateTime asked = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm").Parse(local).Value;

        ClockReading found = LocalClock.At(asked.Date, asked.TimeOfDay, DateTimeZoneProviders.Tzdb[zone]);

        Assert.Equal((utc, shift), (InstantPattern.General.Format(found.Instant), found.Shift));
    }

    [Fact]
    public void A_later_local_time_is_never_earlier() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, NonNegativeInt>((zone, start, step) =>
        {
            DateTimeZone clock = DateTimeZoneProviders.Tzdb[Zones[zone.Get % Zones.Length]];
            LocalDateTime first = new LocalDateTime(2011, 12, 29, 0, 0).PlusMinutes(start.Get * 7919L % (21 * 365 * 1440));
            LocalDateTime second = first.PlusMinutes(step.Get % 4000);
            return LocalClock.At(first.Date, first.TimeOfDay, clock).Instant <= LocalClock.At(second.Date, second.TimeOfDay, clock).Instant;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_local_time_that_exists_is_read_back_as_it_was() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt>((zone, start) =>
        {
            DateTimeZone clock = DateTimeZoneProviders.Tzdb[Zones[zone.Get % Zones.Length]];
            LocalDateTime asked = new LocalDateTime(2024, 1, 1, 0, 0).PlusMinutes(start.Get * 7919L % (9 * 365 * 1440));
            ClockReading found = LocalClock.At(asked.Date, asked.TimeOfDay, clock);
            LocalDateTime shown = found.Instant.InZone(clock).LocalDateTime;
            return found.Shift == ClockShift.Gap ? shown > asked : shown == asked;
        }).QuickCheckThrowOnFailure();
}
