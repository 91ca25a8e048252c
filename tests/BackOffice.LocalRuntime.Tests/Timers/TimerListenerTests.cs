using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Tests.Hosting;
using BackOffice.LocalRuntime.Timers;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Timers;

public sealed class TimerListenerTests
{
    private const string Hourly = "0 0 * * * *";

    private static DateTimeOffset Midnight => At("2026-02-01T00:00:00Z");

    [Fact]
    public async Task T_1_A_setting_between_percent_signs_holds_the_schedule()
    {
        var scene = new TimerScene("%Nightly%") { Settings = { ["Nightly"] = "0 30 1 * * *" } };
        await scene.StartAsync();

        scene.Pass("1.00:00:00");

        Assert.Equal([At("2026-02-01T01:30:00Z")], scene.RunTimes);
    }

    [Fact]
    public async Task T_1_A_wrong_schedule_keeps_the_app_from_starting()
    {
        var refusal = await Assert.ThrowsAsync<StartupException>(() => new TimerScene("every day").StartAsync());

        Assert.Contains("'Sample'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("The schedule expression 'every day' was not recognized as a valid cron expression or timespan string.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task T_1_A_missing_setting_keeps_the_app_from_starting()
        => Assert.ThrowsAsync<StartupException>(() => new TimerScene("%Nightly%").StartAsync());

    [Theory]
    [InlineData(null, "2026-02-01T08:00:00Z")]
    [InlineData("Europe/Rome", "2026-02-01T07:00:00Z")]
    public async Task T_2_Schedules_are_read_in_UTC_unless_a_time_zone_is_set(string? zone, string due)
    {
        var scene = new TimerScene("0 0 8 * * *") { Settings = { ["WEBSITE_TIME_ZONE"] = zone } };
        await scene.StartAsync();

        scene.Pass("1.00:00:00");

        Assert.Equal([At(due)], scene.RunTimes);
        Assert.Equal(8, scene.Runs[0].Timer.ScheduleStatus!.Next.Hour);
    }

    [Fact]
    public Task T_2_An_unknown_time_zone_keeps_the_app_from_starting()
        => Assert.ThrowsAsync<StartupException>(() => new TimerScene(Hourly) { Settings = { ["WEBSITE_TIME_ZONE"] = "Atlantis" } }.StartAsync());

    [Fact]
    public async Task T_3_The_status_is_written_for_a_new_timer_and_after_each_run()
    {
        var scene = await new TimerScene(Hourly).StartAsync();

        scene.Pass("01:00:00");

        Assert.Equal(
            [
                new TimerStatus(default, Midnight, At("2026-01-31T23:59:00Z")),
                new TimerStatus(Midnight, Midnight.AddHours(1), Midnight),
            ],
            scene.Saved);
    }

    [Fact]
    public async Task T_3_A_status_that_cannot_be_written_stops_nothing()
    {
        var scene = await new TimerScene(Hourly) { SaveFailure = new IOException("storage is down") }.StartAsync();

        scene.Pass("02:30:00");

        Assert.Equal([Midnight, Midnight.AddHours(1), Midnight.AddHours(2)], scene.RunTimes);
    }

    [Fact]
    public async Task T_4_A_new_timer_is_not_past_due()
    {
        var scene = await new TimerScene(Hourly).StartAsync();

        scene.Pass("00:00:59");

        Assert.Empty(scene.Runs);
    }

    [Fact]
    public async Task T_4_A_missed_occurrence_runs_once_as_past_due()
    {
        var scene = await new TimerScene(Hourly).StartAsync();
        scene.Pass("00:30:00"); // one run, at midnight
        await scene.StopAsync();
        scene.Pass("10:00:00"); // ten occurrences go by

        await scene.StartAsync();

        Assert.Equal([Midnight, At("2026-02-01T10:29:00Z")], scene.RunTimes);
        Assert.Equal([false, true], scene.Runs.Select(run => run.Timer.IsPastDue));
        scene.Pass("01:00:00");
        Assert.Equal(At("2026-02-01T11:00:00Z"), scene.RunTimes.Last());
        Assert.False(scene.Runs[^1].Timer.IsPastDue);
    }

    [Fact]
    public async Task T_4_A_new_timer_whose_first_occurrence_was_missed_is_past_due()
    {
        var scene = await new TimerScene(Hourly).StartAsync();
        await scene.StopAsync();
        scene.Pass("00:10:00");

        await scene.StartAsync();

        Assert.True(Assert.Single(scene.Runs).Timer.IsPastDue);
    }

    [Fact]
    public async Task T_4_Nothing_missed_is_nothing_past_due()
    {
        var scene = await new TimerScene(Hourly).StartAsync();
        scene.Pass("00:30:00");
        await scene.StopAsync();
        scene.Pass("00:30:00");

        await scene.StartAsync();

        Assert.Single(scene.Runs);
    }

    [Fact]
    public async Task T_4_A_changed_schedule_is_not_past_due()
    {
        var stored = new TimerStatus(Midnight.AddDays(-9), Midnight.AddDays(-8), Midnight.AddDays(-9));
        var scene = await new TimerScene(Hourly) { Stored = stored }.StartAsync();

        Assert.Empty(scene.Runs);
        Assert.Equal(new TimerStatus(default, Midnight, At("2026-01-31T23:59:00Z")), scene.Stored);
        scene.Pass("00:01:00");
        Assert.False(Assert.Single(scene.Runs).Timer.IsPastDue);
    }

    [Fact]
    public async Task T_4_A_changed_schedule_keeps_the_moment_it_is_computed_from_when_that_is_not_over()
    {
        var stored = new TimerStatus(At("2026-01-31T23:30:00Z"), At("2026-02-01T05:00:00Z"), At("2026-01-31T23:30:00Z"));
        var scene = await new TimerScene(Hourly) { Stored = stored }.StartAsync();

        Assert.Equal(new TimerStatus(default, Midnight, At("2026-01-31T23:30:00Z")), scene.Stored);
    }

    [Fact]
    public async Task T_4_RunOnStartup_runs_at_once_and_is_not_past_due()
    {
        var scene = await new TimerScene(Hourly).With("RunOnStartup", true).StartAsync();

        Assert.False(Assert.Single(scene.Runs).Timer.IsPastDue);
        scene.Pass("00:01:00");
        Assert.Equal([At("2026-01-31T23:59:00Z"), Midnight], scene.RunTimes);
    }

    [Fact]
    public async Task T_4_Past_due_takes_the_place_of_RunOnStartup()
    {
        var scene = new TimerScene(Hourly) { Stored = new TimerStatus(Midnight.AddHours(-3), Midnight.AddHours(-2), Midnight.AddHours(-3)) };
        await scene.With("RunOnStartup", true).StartAsync();

        Assert.True(Assert.Single(scene.Runs).Timer.IsPastDue);
    }

    [Fact]
    public async Task T_4_A_status_that_cannot_be_read_delays_the_timer_and_is_asked_for_again()
    {
        using var log = new LogLines();
        var scene = new TimerScene(Hourly)
        {
            Stored = new TimerStatus(Midnight.AddHours(-3), Midnight.AddHours(-2), Midnight.AddHours(-3)),
            FindFailure = new IOException("storage is down"),
            Logger = log,
        };
        await scene.StartAsync();
        Assert.Empty(scene.Runs);

        scene.FindFailure = null;
        scene.Pass("00:00:01");
        scene.Pass("00:00:00");

        Assert.True(Assert.Single(scene.Runs).Timer.IsPastDue);
        Assert.Contains("Warning: Timer Sample could not be started; it is tried again.", log.All);
    }

    [Fact]
    public async Task T_4_A_status_without_content_is_that_of_a_new_timer()
    {
        var scene = await new TimerScene(Hourly) { Stored = new TimerStatus(default, default, default) }.StartAsync();

        Assert.Empty(scene.Runs);
        Assert.Equal(new TimerStatus(default, Midnight, At("2026-01-31T23:59:00Z")), scene.Stored);
    }

    [Fact]
    public async Task T_4_A_clock_set_back_while_the_app_runs_runs_no_occurrence_twice()
    {
        var time = new FakeTime();
        var clock = new ShiftedClock(time);
        var scene = await new TimerScene(Hourly) { Time = time, Clock = clock }.StartAsync();
        scene.Pass("00:01:00");

        clock.Shift = TimeSpan.FromHours(-3); // it is 21:00 again
        scene.Pass("03:59:59");
        Assert.Single(scene.Runs);
        scene.Pass("00:00:01");

        Assert.Equal([Midnight, Midnight.AddHours(4)], scene.RunTimes); // by the clock of the scene; by its own it is 01:00
        Assert.Equal(Midnight.AddHours(1), scene.Stored!.Last);
    }

    [Fact]
    public async Task T_4_A_clock_set_back_while_the_app_was_down_runs_no_occurrence_twice_and_is_told()
    {
        using var log = new LogLines();
        var scene = new TimerScene(Hourly) { Stored = new TimerStatus(Midnight.AddHours(2), Midnight.AddHours(3), Midnight.AddHours(2)), Logger = log };

        await scene.StartAsync();
        scene.Pass("03:00:00");
        Assert.Empty(scene.Runs);
        scene.Pass("00:01:00");

        Assert.Equal([Midnight.AddHours(3)], scene.RunTimes);
        Assert.Single(log.All, line => line.StartsWith("Warning: The clock was set back", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T_5_More_often_than_a_minute_is_never_monitored()
    {
        var scene = new TimerScene("*/10 * * * * *") { Stored = new TimerStatus(Midnight.AddDays(-2), Midnight.AddDays(-1), Midnight.AddDays(-2)) };
        await scene.With("UseMonitor", true).StartAsync();

        Assert.Empty(scene.Runs);
        scene.Pass("00:00:30");
        Assert.Equal(3, scene.Runs.Count);
        Assert.All(scene.Runs, run => Assert.Null(run.Timer.ScheduleStatus));
        Assert.Empty(scene.Saved);
    }

    [Fact]
    public async Task T_6_Runs_never_overlap_and_a_long_one_swallows_occurrences()
    {
        var end = new TaskCompletionSource();
        var scene = new TimerScene(Hourly) { Function = token => end.Task.WaitAsync(token) };
        await scene.StartAsync();
        scene.Pass("05:30:00"); // runs from 00:00 on

        Assert.Single(scene.Runs);
        scene.Function = _ => Task.CompletedTask;
        end.SetResult();
        scene.Pass("01:00:00");

        Assert.Equal([Midnight, At("2026-02-01T05:29:00Z"), At("2026-02-01T06:00:00Z")], scene.RunTimes);
        Assert.All(scene.Runs, run => Assert.False(run.Timer.IsPastDue));
    }

    [Fact]
    public async Task T_6_An_exception_never_stops_the_schedule_and_is_not_retried()
    {
        var scene = new TimerScene(Hourly) { Function = _ => throw new InvalidOperationException("the bank is closed") };
        await scene.StartAsync();

        scene.Pass("01:30:00");

        Assert.Equal([Midnight, Midnight.AddHours(1)], scene.RunTimes);
        Assert.Equal(Midnight.AddHours(1), scene.Stored!.Last);
    }

    [Fact]
    public async Task T_6_FixedDelayRetry_tries_again_after_its_delay()
    {
        var scene = new TimerScene(Hourly) { Function = _ => throw new InvalidOperationException("the bank is closed") };
        scene.MethodAttributes.Add(Retry<FixedDelayRetryAttribute>(("maxRetryCount", 2), ("delayInterval", "00:00:10")));
        await scene.StartAsync();

        scene.Pass("00:10:00");

        Assert.Equal([Midnight, Midnight.AddSeconds(10), Midnight.AddSeconds(20)], scene.RunTimes);
    }

    [Fact]
    public async Task T_6_ExponentialBackoffRetry_doubles_its_delay_up_to_the_longest()
    {
        var scene = new TimerScene("0 0 0 * * *") { Function = _ => throw new InvalidOperationException("the bank is closed") };
        scene.MethodAttributes.Add(Retry<ExponentialBackoffRetryAttribute>(("maxRetryCount", 4), ("minimumInterval", "00:00:10"), ("maximumInterval", "00:00:30")));
        await scene.StartAsync();

        scene.Pass("00:10:00");

        Assert.Equal([0, 10, 30, 60, 90], scene.RunTimes.Select(at => (at - Midnight).TotalSeconds));
    }

    [Fact]
    public async Task T_6_A_retry_that_succeeds_ends_the_retries()
    {
        var scene = new TimerScene(Hourly);
        scene.Function = _ => scene.Runs.Count == 1 ? throw new InvalidOperationException("the bank is closed") : Task.CompletedTask;
        scene.MethodAttributes.Add(Retry<FixedDelayRetryAttribute>(("maxRetryCount", -1), ("delayInterval", "00:00:10")));
        await scene.StartAsync();

        scene.Pass("00:10:00");

        Assert.Equal([Midnight, Midnight.AddSeconds(10)], scene.RunTimes);
    }

    [Fact]
    public async Task T_6_A_retry_interval_that_is_none_keeps_the_app_from_starting()
    {
        var scene = new TimerScene(Hourly);
        scene.MethodAttributes.Add(Retry<FixedDelayRetryAttribute>(("maxRetryCount", 2), ("delayInterval", "ten seconds")));

        await Assert.ThrowsAsync<StartupException>(scene.StartAsync);
    }

    [Fact]
    public async Task T_7_A_timer_that_fires_early_counts_as_the_occurrence_it_was_meant_for()
    {
        var time = new FakeTime();
        var scene = new TimerScene(Hourly) { Time = time, Clock = new EarlyClock(time, TimeSpan.FromMilliseconds(300)) };
        await scene.StartAsync();

        scene.Pass("00:01:00");

        Assert.Equal([Midnight.AddMilliseconds(-300)], scene.RunTimes);
        Assert.Equal(new TimerStatus(Midnight, Midnight.AddHours(1), Midnight), scene.Stored);
    }

    [Fact]
    public async Task T_9_An_occurrence_farther_than_a_timer_reaches_is_waited_for_in_hops()
    {
        var scene = await new TimerScene("0 0 0 31 12 *").StartAsync();
        Assert.Equal(At("2026-01-31T23:59:00Z").AddDays(24), scene.Time.NextDue);

        scene.Pass("332.00:00:00");
        Assert.Empty(scene.Runs);
        scene.Pass("2.00:00:00");

        Assert.Equal([At("2026-12-31T00:00:00Z")], scene.RunTimes);
    }

    [Fact]
    public async Task T_9_A_day_that_never_comes_is_waited_for_in_peace()
    {
        var scene = await new TimerScene("0 0 0 30 2 *").StartAsync();

        scene.Pass("100.00:00:00");

        Assert.Empty(scene.Runs);
    }

    [Theory]
    [InlineData("0 30 2 * * *", "2026-10-24T20:00:00Z", "00:30", "2026-10-25T20:00:00Z")] // the clock shows 02:30 twice: the first counts
    [InlineData("0 30 2 * * *", "2026-03-28T20:00:00Z", "01:30", "2026-03-29T20:00:00Z")] // the clock never shows 02:30: after the gap, at 03:30
    [InlineData("0 0 */2 * * *", "2026-10-24T22:30:00Z", "00:00 01:00 03:00", "2026-10-25T04:00:00Z")] // 02:00, 02:00, 04:00
    [InlineData("0 30 1-3 * * *", "2026-10-24T22:30:00Z", "23:30 00:30 01:30 02:30", "2026-10-25T04:00:00Z")] // 01:30, 02:30, 02:30, 03:30
    [InlineData("0 0 1-4 * * *", "2026-03-28T22:30:00Z", "00:00 01:00 02:00", "2026-03-29T04:00:00Z")] // 01:00, 03:00, 04:00
    public async Task T_10_A_night_of_a_clock_change_in_Rome(string schedule, string start, string runs, string end)
    {
        var time = new FakeTime(At(start));
        var scene = await new TimerScene(schedule) { Time = time, Settings = { ["WEBSITE_TIME_ZONE"] = "Europe/Rome" } }.StartAsync();

        time.AdvanceTo(At(end));

        Assert.Equal(runs, string.Join(' ', scene.RunTimes.Select(at => at.ToString("HH:mm", CultureInfo.InvariantCulture))));
        Assert.All(scene.Runs, run => Assert.False(run.Timer.IsPastDue));
    }

    [Fact]
    public async Task T_10_A_host_that_starts_in_the_second_pass_of_an_hour_waits_for_the_next_day()
    {
        var time = new FakeTime(At("2026-10-25T01:10:00Z"));
        var scene = await new TimerScene("0 30 2 * * *") { Time = time, Settings = { ["WEBSITE_TIME_ZONE"] = "Europe/Rome" } }.StartAsync();

        time.AdvanceTo(At("2026-10-26T12:00:00Z"));

        Assert.Equal([At("2026-10-26T01:30:00Z")], scene.RunTimes);
    }

    [Fact]
    public async Task T_10_A_restart_between_the_two_passes_of_an_hour_runs_it_once()
    {
        var time = new FakeTime(At("2026-10-24T23:00:00Z"));
        var scene = await new TimerScene("0 30 2 * * *") { Time = time, Settings = { ["WEBSITE_TIME_ZONE"] = "Europe/Rome" } }.StartAsync();
        time.AdvanceTo(At("2026-10-25T00:45:00Z"));
        await scene.StopAsync();

        await scene.StartAsync();
        time.AdvanceTo(At("2026-10-25T12:00:00Z"));

        Assert.Equal([At("2026-10-25T00:30:00Z")], scene.RunTimes);
    }

    [Fact]
    public async Task T_11_The_JSON_of_a_TimerInfo_has_the_schedule_status_and_whether_it_is_past_due()
    {
        var scene = await new TimerScene(Hourly) { Settings = { ["WEBSITE_TIME_ZONE"] = "Europe/Rome" } }.StartAsync();
        scene.Pass("01:30:00");

        Assert.Equal(
            """{"ScheduleStatus":{"Last":"2026-02-01T01:00:00","Next":"2026-02-01T02:00:00","LastUpdated":"2026-02-01T01:00:00"},"IsPastDue":false}""",
            System.Text.Json.JsonSerializer.Serialize(scene.Runs[1].Timer));
    }

    [Fact]
    public async Task T_11_TimerInfo_tells_last_and_next_while_monitored()
    {
        var scene = await new TimerScene(Hourly).StartAsync();
        scene.Pass("01:30:00");

        var second = scene.Runs[1].Timer.ScheduleStatus!;
        Assert.Equal(Midnight.UtcDateTime, second.Last);
        Assert.Equal(Midnight.AddHours(1).UtcDateTime, second.Next);
        Assert.Equal(Midnight.UtcDateTime, second.LastUpdated);
        Assert.Equal(default, scene.Runs[0].Timer.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task T_11_ScheduleStatus_is_null_when_monitoring_is_off()
    {
        var scene = await new TimerScene(Hourly).With("UseMonitor", false).StartAsync();
        scene.Pass("01:30:00");

        Assert.Equal(2, scene.Runs.Count);
        Assert.All(scene.Runs, run => Assert.Null(run.Timer.ScheduleStatus));
        Assert.Empty(scene.Saved);
    }

    [Fact]
    public async Task H_13_A_timer_can_be_started_by_hand_beside_its_schedule()
    {
        var scene = await new TimerScene(Hourly).StartAsync();

        var input = (TimerTriggerInput)scene.Listener.CreateInput(scene.Descriptor, "");

        Assert.True(scene.Listener.Serves(scene.Descriptor));
        Assert.False(input.Timer.IsPastDue);
        Assert.Equal(Midnight.UtcDateTime, input.Timer.ScheduleStatus!.Next);
    }

    [Fact]
    public async Task A_disabled_function_has_no_schedule()
    {
        var scene = await new TimerScene(Hourly) { IsDisabled = true }.StartAsync();

        scene.Pass("03:00:00");

        Assert.Empty(scene.Runs);
        Assert.Null(scene.Time.NextDue);
    }

    [Fact]
    public async Task Stopping_lets_a_run_finish_and_starts_no_other()
    {
        var end = new TaskCompletionSource();
        var scene = new TimerScene(Hourly) { Function = token => end.Task.WaitAsync(token) };
        await scene.StartAsync();
        scene.Pass("00:01:00");

        var stop = scene.StopAsync();
        Assert.False(stop.IsCompleted);
        end.SetResult();
        await stop;
        scene.Pass("05:00:00");

        Assert.Single(scene.Runs);
        Assert.Equal(Midnight, scene.Stored!.Last);
        Assert.Null(scene.Time.NextDue);
    }

    [Fact]
    public async Task T_8_A_run_cut_short_by_the_end_of_the_app_comes_again_as_past_due()
    {
        var scene = new TimerScene(Hourly) { Function = token => Task.Delay(Timeout.InfiniteTimeSpan, token) };
        await scene.StartAsync();
        scene.Pass("00:01:00");

        await scene.StopAsync(new CancellationToken(canceled: true));
        scene.Function = _ => Task.CompletedTask;
        scene.Pass("00:01:00");
        await scene.StartAsync();

        Assert.Equal([false, true], scene.Runs.Select(run => run.Timer.IsPastDue));
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    private static WrittenAttribute Retry<TAttribute>(params (string Name, object Value)[] arguments)
        => new(typeof(TAttribute), arguments.ToDictionary(argument => argument.Name, argument => (object?)argument.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Somebody sets it; what waits goes by time that passes.</summary>
    private sealed class ShiftedClock(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Shift;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => inner.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>Its timers go off a little before their time, as those of a computer do.</summary>
    private sealed class EarlyClock(TimeProvider inner, TimeSpan early) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => new EarlyTimer(inner.CreateTimer(callback, state, Earlier(dueTime), period), Earlier);

        private TimeSpan Earlier(TimeSpan dueTime) => dueTime > early ? dueTime - early : dueTime;

        private sealed class EarlyTimer(ITimer inner, Func<TimeSpan, TimeSpan> earlier) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(earlier(dueTime), period);

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
