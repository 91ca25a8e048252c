using System.Net;
using BackOffice.Documents;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Schedule;

public sealed class CalendarApiTests : IClassFixture<AzuriteFixture>
{
    private static readonly JobDefinition PayDay = new("pay", Recurrence.PayDays(new LocalTime(2, 30), -2), CatchUp.RunAllInOrder);

    [Fact]
    public async Task A_tenants_own_days_move_its_jobs_and_only_its_own()
    {
        await using var app = await ScheduleApp.StartAsync("2026-11-21T20:00:00Z", [PayDay]);
        var calendar = new { localDays = new[] { new { on = "12-07", name = "Sant'Ambrogio" } }, payDay = new { day = 10, roll = "preceding" }, jobsOff = new[] { "deadlines.open" } };

        var put = await app.PutAsync("acme/calendar", calendar);
        var again = await app.PutAsync("acme/calendar", calendar);
        var got = (await app.GetAsync("acme/calendar?year=2026")).Json;
        var milan = (await app.GetAsync("acme/schedule/dry-run?from=2026-12-01&to=2026-12-31")).Json;
        var bucharest = (await app.GetAsync("bravo/schedule/dry-run?from=2026-12-01&to=2026-12-31")).Json;

        Assert.Equal((HttpStatusCode.OK, put), (put.Status, again));
        Assert.Contains("2026-12-07", got.GetProperty("daysOff").EnumerateArray().Select(day => day.GetString()));
        Assert.Equal("2026-12-10", got.GetProperty("payDays")[11].GetString());
        var pay = Assert.Single(milan.GetProperty("jobs").EnumerateArray(), job => job.GetProperty("job").GetString() == "pay");
        Assert.Equal("2026-12-04T02:30:00+01 Europe/Rome", pay.GetProperty("localTime").GetString()); // 10 December, 9; 8 and 7 are off, 4
        Assert.DoesNotContain(milan.GetProperty("jobs").EnumerateArray(), job => job.GetProperty("job").GetString() == "deadlines.open");
        Assert.Contains(bucharest.GetProperty("jobs").EnumerateArray(), job => job.GetProperty("job").GetString() == "deadlines.open");
        Assert.Equal(["it.f24 2026-12-16", "it.uniemens 2026-12-31"], milan.GetProperty("deadlines").EnumerateArray().Select(line => $"{line.GetProperty("rule").GetString()} {line.GetProperty("due").GetString()}"));
        Assert.Equal(["ro.d112 2026-12-28"], bucharest.GetProperty("deadlines").EnumerateArray().Select(line => $"{line.GetProperty("rule").GetString()} {line.GetProperty("due").GetString()}"));
    }

    [Fact]
    public async Task What_is_no_calendar_and_what_are_no_dates_is_refused_with_the_reason()
    {
        await using var app = await ScheduleApp.StartAsync("2026-11-21T20:00:00Z", []);

        await AssertRefusedAsync(new { localDays = new[] { new { on = "13-07", name = "x" } } }, "'13-07' is no day");
        await AssertRefusedAsync(new { payDay = new { day = 32 } }, "Pay day: 'day' is 32");
        await AssertRefusedAsync(new { jobsOff = new[] { "nothing" } }, "There is no job 'nothing'.");
        await AssertRefusedAsync(new { variants = new Dictionary<string, string> { ["pl.zus"] = "nobody" } }, "'pl.zus' has no variant 'nobody'.");
        await AssertRefusedAsync(new { holidays = 1 }, "$.holidays");
        foreach (var query in (string[])["", "from=2026-12-01", "from=2026-12-31&to=2026-12-01", "from=2026-02-30&to=2026-03-01", "from=2026-01-01&to=2027-01-02", "from=0001-01-01&to=0001-01-02"])
        {
            (await app.GetAsync($"acme/schedule/dry-run?{query}")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        }

        (await app.GetAsync("acme/calendar?year=20260")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync("acme/schedule/runs?state=Sleeping")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync("nobody/schedule/jobs")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(366, (await app.GetAsync("acme/schedule/dry-run?from=2028-01-01&to=2028-12-31")).Json.GetProperty("jobs").EnumerateArray().Count(job => job.GetProperty("job").GetString() == "deadlines.escalate"));

        async Task AssertRefusedAsync(object calendar, string reason)
        {
            var refused = await app.PutAsync("acme/calendar", calendar);
            refused.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Contains(reason, refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_calendar_that_is_there_is_replaced_only_by_one_who_has_read_it()
    {
        await using var app = await ScheduleApp.StartAsync("2026-11-21T20:00:00Z", []);
        var usual = await app.TagAsync("acme/calendar");
        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("acme/calendar", new { payDay = new { day = 10, roll = "preceding" } }, ifMatch: usual)).Status);
        var first = await app.TagAsync("acme/calendar");

        (await app.PutAsync("acme/calendar", new { })).AssertRefused(HttpStatusCode.PreconditionRequired, "etag-missing");
        (await app.PutAsync("acme/calendar", new { }, ifMatch: usual)).AssertRefused(HttpStatusCode.PreconditionFailed, "etag-mismatch");
        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("acme/calendar", new { }, ifMatch: first)).Status);
        Assert.Equal(usual, await app.TagAsync("acme/calendar"));
        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("bravo/calendar", new { payDay = new { day = 10, roll = "preceding" } })).Status);
    }

    [Fact]
    public async Task Each_role_may_do_its_own_and_no_more()
    {
        await using var app = await ScheduleApp.StartAsync("2026-11-21T20:00:00Z", []);
        foreach (var user in (string[])["paola", "andrei", "marta", "auditor"])
        {
            (await app.PutAsync("acme/calendar", new { }, user)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
            (await app.CommandAsync("acme/schedule/runs/a/2026/retry", new { reason = "Because" }, user)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
            (await app.CommandAsync("acme/schedule/runs/a/2026/skip", new { reason = "Because" }, user)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("acme/schedule/jobs", user)).Status);
            Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("acme/deadlines", user)).Status);
        }

        (await app.CommandAsync("acme/deadlines/any/meet", new { reason = "Because" }, "auditor")).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        (await app.CommandAsync("acme/deadlines", new { }, "auditor")).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
    }
}
