using System.Net;
using BackOffice.Documents;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Schedule;

public sealed class ScheduleTests : IClassFixture<AzuriteFixture>
{
    private static readonly JobDefinition Daily = new("daily", Recurrence.Daily(new LocalTime(9, 0)), CatchUp.RunAllInOrder);
    private static readonly JobDefinition Latest = new("latest", Recurrence.Daily(new LocalTime(9, 0)), CatchUp.LatestOnly);
    private static readonly JobDefinition Punctual = new("punctual", Recurrence.Daily(new LocalTime(9, 0)), CatchUp.Skip);

    [Fact]
    public async Task A_job_runs_at_the_local_time_of_each_tenant()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T06:30:00Z", [Daily]); // 07:30 in Rome, 08:30 in Bucharest

        await app.WaitForRunsAsync(ScheduleWorld.Bucharest, "daily", "2026-03-02 Done");

        Assert.Equal("", await app.World.RunsAsync(ScheduleWorld.Rome, "daily"));
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done");
        var run = Assert.Single((await app.World.RunsAsync(ScheduleWorld.Rome)), run => run.Job == "daily");
        Assert.Equal("2026-03-02T09:00:00+01 Europe/Rome", run.DueLocal);
        Assert.Equal([JobState.Running, JobState.Done], run.ReadChanges().Select(change => change.To));
        Assert.Equal(2, app.Job("daily").Calls.Count);
    }

    [Fact]
    public async Task After_two_days_of_sleep_everything_is_caught_up_as_each_job_wants_it()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-01T20:00:00Z", [Daily, Latest, Punctual]);

        app.SleepUntil("2026-03-04T18:00:00Z");

        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done, 2026-03-03 Done, 2026-03-04 Done");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "latest", "2026-03-02 Skipped, 2026-03-03 Skipped, 2026-03-04 Done");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "punctual", "2026-03-02 Skipped, 2026-03-03 Skipped, 2026-03-04 Skipped");
        Assert.Equal(["2026-03-02 after []", "2026-03-03 after [2026-03-02]", "2026-03-04 after [2026-03-02 2026-03-03]"], await RecordingJob.RecordedAsync(app.Account, ScheduleWorld.Rome, "daily"));
    }

    [Fact]
    public async Task Two_ticks_at_once_start_a_run_once()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [Daily]);
        app.SleepUntil("2026-03-02T08:00:30Z");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.TickAsync()));

        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done");
        Assert.Single(app.Job("daily").Calls, call => call.Tenant == ScheduleWorld.Rome);
    }

    [Fact]
    public async Task A_job_that_takes_longer_than_its_interval_is_waited_for()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [Daily]);
        var gate = new TaskCompletionSource();
        app.Job("daily").Gate = gate.Task;
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Running");

        app.SleepUntil("2026-03-03T08:00:00Z");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Running, 2026-03-03 Due");
        gate.SetResult();

        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done, 2026-03-03 Done");
    }

    [Fact]
    public async Task A_job_that_fails_for_one_tenant_waits_for_a_person_and_stops_nobody_else()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T06:30:00Z", [Daily]);
        app.Job("daily").FailsFor[ScheduleWorld.Rome] = true;

        await app.WaitForRunsAsync(ScheduleWorld.Bucharest, "daily", "2026-03-02 Done");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Failed");
        app.SleepUntil("2026-03-03T08:00:00Z");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Failed, 2026-03-03 Due");

        Assert.Equal(7, app.Job("daily").Calls.Count(call => call.Tenant == ScheduleWorld.Rome));
        await app.WaitAsync(async () => (await DocumentsWorld.MessagesAsync(app.Runner)).Any(message => message.Subject == "job.failed"), "the notification");
        var failed = Assert.Single((await app.GetAsync("acme/schedule/runs?state=Failed")).Items);
        Assert.Equal("System.TimeoutException", failed.GetProperty("error").GetString());
        Assert.Equal(["skip", "retry"], failed.GetProperty("allowed").EnumerateArray().Select(allowed => allowed.GetString()));

        app.Job("daily").FailsFor.Clear();
        Assert.Equal(HttpStatusCode.Accepted, (await app.CommandAsync("acme/schedule/runs/daily/2026-03-02/retry", new { reason = "The ledger is back" })).Status);
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done, 2026-03-03 Done");
        Assert.Equal(2, (await app.World.RunsAsync(ScheduleWorld.Rome)).Single(run => run.Key == "2026-03-02" && run.Job == "daily").Round);
    }

    [Fact]
    public async Task A_failed_run_is_skipped_with_a_reason_and_the_next_one_goes()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [Daily]);
        app.Job("daily").FailsFor[ScheduleWorld.Rome] = true;
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Failed");
        app.SleepUntil("2026-03-03T08:00:00Z");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Failed, 2026-03-03 Due");
        app.Job("daily").FailsFor.Clear();

        (await app.CommandAsync("acme/schedule/runs/daily/2026-03-02/skip", new { reason = "x" })).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.CommandAsync("acme/schedule/runs/daily/2026-03-09/skip", new { reason = "Not needed" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.CommandAsync("acme/schedule/runs/daily/2026-03-03/retry", new { reason = "Not needed" })).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        var skipped = await app.CommandAsync("acme/schedule/runs/daily/2026-03-02/skip", new { reason = "Done by hand" }, key: "once");
        var again = await app.CommandAsync("acme/schedule/runs/daily/2026-03-02/skip", new { reason = "Done by hand" }, key: "once");

        Assert.Equal((HttpStatusCode.Accepted, skipped), (skipped.Status, again));
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Skipped, 2026-03-03 Done");
        Assert.Equal("Done by hand", (await app.World.RunsAsync(ScheduleWorld.Rome)).First(run => run.Job == "daily").Reason);
    }

    [Fact]
    public async Task A_tenant_whose_zone_nobody_knows_stops_nobody_else()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [Daily]);
        await app.World.AddTenantAsync(new Tenant("aaa", "Broken", "IT", "Europe/Atlantis"));

        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done");

        Assert.Equal("", await app.World.RunsAsync("aaa", "daily"));
    }

    [Fact]
    public async Task A_run_whose_orchestration_was_ended_from_outside_is_taken_anew()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [Daily]);
        var gate = new TaskCompletionSource();
        app.Job("daily").Gate = gate.Task;
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Running");

        using var terminate = new HttpRequestMessage(HttpMethod.Post, new Uri("/runtime/webhooks/durabletask/instances/job-acme.daily.2026-03-02.1/terminate?reason=test&code=dev-durabletask-key", UriKind.Relative));
        using var answer = await app.Runner.Client.SendAsync(terminate);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        gate.SetResult();

        await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done");
        Assert.Equal(2, (await app.World.RunsAsync(ScheduleWorld.Rome)).Single(run => run.Job == "daily").Round);
    }

    [Fact]
    public async Task A_restart_with_another_time_does_not_run_the_day_again()
    {
        string account;
        await using (var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [Daily]))
        {
            account = app.Account;
            await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done");
        }

        await using var later = await ScheduleApp.StartAsync("2026-03-02T15:00:00Z", [Daily with { When = Recurrence.Daily(new LocalTime(17, 0)) }], account);
        later.SleepUntil("2026-03-03T17:00:00Z");

        await later.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03-02 Done, 2026-03-03 Done");
        Assert.Single(later.Job("daily").Calls, call => call.Tenant == ScheduleWorld.Rome);
    }

    [Fact]
    public async Task A_month_that_ran_does_not_run_again_when_its_job_was_daily_for_a_while()
    {
        var monthly = Daily with { When = Recurrence.Monthly(DayRule.OnDay(2), new LocalTime(9, 0)) };
        string account;
        await using (var app = await ScheduleApp.StartAsync("2026-03-02T07:50:00Z", [monthly]))
        {
            account = app.Account;
            await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03 Done");
        }

        await using (var app = await ScheduleApp.StartAsync("2026-03-03T07:50:00Z", [Daily], account))
        {
            await app.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03 Done, 2026-03-03 Done");
        }

        await using var later = await ScheduleApp.StartAsync("2026-03-19T07:50:00Z", [monthly with { When = Recurrence.Monthly(DayRule.OnDay(20), new LocalTime(9, 0)) }], account);
        await later.WaitAsync(async () => (await later.World.CursorAsync(ScheduleWorld.Rome, "daily")).Every == Every.Month, "the job to be monthly again");
        later.SleepUntil("2026-04-20T07:50:00Z");

        await later.WaitForRunsAsync(ScheduleWorld.Rome, "daily", "2026-03 Done, 2026-03-03 Done, 2026-04 Done");
        Assert.Single(later.Job("daily").Calls, call => call.Tenant == ScheduleWorld.Rome);
    }
}
