using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Timers;

namespace BackOffice.LocalRuntime.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 30 6 * * *", "2026-02-01T06:30:00Z")]
    [InlineData("*/10 * * * * *", "2026-01-31T23:59:10Z")]
    [InlineData("0 0 8 1 */3 *", "2026-04-01T08:00:00Z")]
    [InlineData("0 0 8 * * Mon-Fri", "2026-02-02T08:00:00Z")]
    [InlineData("30 6 * * *", "2026-02-01T06:30:00Z")] // five fields: at second 0
    [InlineData("*/5 * * * *", "2026-02-01T00:00:00Z")]
    public void T_1_Six_fields_have_seconds_and_five_have_none(string expression, string next)
        => Assert.Equal(At(next), TimerSchedule.Parse(expression, TimeZoneInfo.Utc).NextAfter(At("2026-01-31T23:59:00Z")));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("0 0 25 * * *")]
    [InlineData("0 0 0 * * * *")]
    [InlineData("* * *")]
    public void T_1_What_is_no_schedule_is_refused_in_the_words_of_Azure(string expression)
    {
        var refusal = Assert.Throws<StartupException>(() => TimerSchedule.Parse(expression, TimeZoneInfo.Utc));

        Assert.Equal($"The schedule expression '{expression}' was not recognized as a valid cron expression or timespan string.", refusal.Message);
    }

    [Fact]
    public void T_1_A_time_span_is_refused_because_Flex_Consumption_has_none()
    {
        var refusal = Assert.Throws<StartupException>(() => TimerSchedule.Parse("00:05:00", TimeZoneInfo.Utc));

        Assert.Contains("Flex Consumption", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_that_never_comes_is_never_due()
        => Assert.Equal(DateTimeOffset.MaxValue, TimerSchedule.Parse("0 0 0 30 2 *", TimeZoneInfo.Utc).NextAfter(At("2026-01-31T23:59:00Z")));

    [Theory]
    [InlineData("* * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("*/15 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("* 0 * * * *", false)] // every second, of one minute in the hour
    public void T_5_More_often_than_a_minute_is_seen_in_the_expression(string expression, bool isMoreOften)
        => Assert.Equal(isMoreOften, TimerSchedule.Parse(expression, TimeZoneInfo.Utc).IsMoreOftenThanAMinute);

    [Fact]
    public void T_10_A_point_in_time_runs_once_in_a_repeated_hour()
    {
        var daily = Rome("0 30 2 * * *"); // on 25 October 2026 there are two 02:30, at 00:30 and 01:30 UTC

        Assert.Equal(
            ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"],
            Occurrences(daily, "2026-10-23T12:00:00Z", 3));
        Assert.Equal(["2026-10-26T01:30:00Z"], Occurrences(daily, "2026-10-25T01:10:00Z", 1));
    }

    [Fact]
    public void T_10_An_interval_runs_through_both_repeated_hours()
        => Assert.Equal(
            ["2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"],
            Occurrences(Rome("0 */30 * * * *"), "2026-10-25T00:00:00Z", 4));

    [Fact]
    public void T_10_An_interval_that_does_not_fit_the_shifted_clock_finds_its_place_again()
        => Assert.Equal(
            ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T03:00:00Z"], // 02:00, 02:00 again, 04:00
            Occurrences(Rome("0 0 */2 * * *"), "2026-10-24T23:00:00Z", 3));

    [Fact]
    public void T_10_An_hour_that_is_skipped_moves_the_run_past_the_gap()
        => Assert.Equal(
            ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"], // 02:30, 03:30, 02:30
            Occurrences(Rome("0 30 2 * * *"), "2026-03-27T12:00:00Z", 3));

    [Fact]
    public void T_10_An_interval_goes_on_without_a_pause_over_a_skipped_hour()
        => Assert.Equal(
            ["2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z"],
            Occurrences(Rome("0 */30 * * * *"), "2026-03-29T00:00:00Z", 3));

    private static TimerSchedule Rome(string expression) => TimerSchedule.Parse(expression, TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome"));

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Occurrences(TimerSchedule schedule, string after, int count)
    {
        var moment = At(after);
        for (var i = 0; i < count; i++)
        {
            moment = schedule.NextAfter(moment);
            yield return moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
    }
}
