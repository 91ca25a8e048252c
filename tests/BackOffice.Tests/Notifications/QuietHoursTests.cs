using BackOffice.Notifications.Domain;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tests.Notifications;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("20:00", "07:00", "Europe/Rome", "2026-11-21T19:59:59Z", "2026-11-22T06:00:00Z")] // 20:59:59 in Rome
    [InlineData("20:00", "07:00", "Europe/Rome", "2026-11-21T18:59:59Z", null)]
    [InlineData("20:00", "07:00", "Europe/Rome", "2026-11-22T06:00:00Z", null)] // the end is no part of it
    [InlineData("20:00", "07:00", "Europe/Rome", "2026-11-22T01:00:00Z", "2026-11-22T06:00:00Z")]
    [InlineData("12:00", "14:00", "Europe/Warsaw", "2026-07-01T10:30:00Z", "2026-07-01T12:00:00Z")]
    [InlineData("12:00", "14:00", "Europe/Warsaw", "2026-07-01T12:00:00Z", null)]
    [InlineData("22:00", "02:30", "Europe/Rome", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z")] // 02:30 is skipped: the first instant after the gap is 03:00
    [InlineData("22:00", "02:30", "Europe/Bucharest", "2026-10-24T23:00:00Z", "2026-10-24T23:30:00Z")]
    [InlineData("22:00", "03:30", "Europe/Bucharest", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z")] // 03:30 comes twice: the first
    public void Quiet_hours_end_by_the_clock_on_the_wall(string from, string to, string zone, string now, string? end)
    {
        var quiet = new QuietHours(Time(from), Time(to));

        var actual = quiet.EndAfter(InstantPattern.General.Parse(now).Value.InZone(DateTimeZoneProviders.Tzdb[zone]));

        Assert.Equal(end, actual is { } instant ? InstantPattern.General.Format(instant) : null);
    }

    private static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
