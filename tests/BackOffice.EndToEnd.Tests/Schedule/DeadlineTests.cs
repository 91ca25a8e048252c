using System.Net;
using BackOffice.Documents;
using BackOffice.Schedule.Domain;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Schedule;

public sealed class DeadlineTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_months_terms_are_opened_warned_of_told_and_missed_in_time()
    {
        await using var app = await ScheduleApp.StartAsync("2026-10-01T03:00:00Z", []);

        // F24 of October is due on 16 November; three working days before is the 11th.
        await UntilAsync("it.f24~2026-10", DeadlineState.Open);
        app.SleepUntil("2026-11-10T12:00:00Z");
        await app.WaitForRunsAsync(ScheduleWorld.Rome, "deadlines.open", "2026-10 Done, 2026-11 Done");
        Assert.Equal(DeadlineState.Open, (await app.World.DeadlinesAsync(ScheduleWorld.Rome)).Single(row => row.Id == "it.f24~2026-10").State);
        app.SleepUntil("2026-11-11T05:29:00Z");
        await UntilAsync("it.f24~2026-10", DeadlineState.Warned);
        app.SleepUntil("2026-11-16T05:29:00Z");
        await UntilAsync("it.f24~2026-10", DeadlineState.DueToday);
        app.SleepUntil("2026-11-17T05:29:00Z");
        await UntilAsync("it.f24~2026-10", DeadlineState.Overdue);

        await app.WaitAsync(() => app.World.IsQuietAsync(ScheduleWorld.Rome), "all to be told");
        var told = await DocumentsWorld.MessagesAsync(app.Runner);
        Assert.Equal(["deadline.due-today", "deadline.missed", "deadline.warning"], told.Where(message => message.Body.ToString().Contains("it.f24~2026-10", StringComparison.Ordinal)).Select(message => message.Subject).Order(StringComparer.Ordinal));
        Assert.All(told.Where(message => message.Subject?.StartsWith("deadline.", StringComparison.Ordinal) == true), message => Assert.Equal("payroll", message.ApplicationProperties["recipient"]));

        var met = (await app.CommandAsync("acme/deadlines/it.f24~2026-10/meet", new { reason = "Paid this morning" }, "marta")).Json;
        Assert.Equal(("MetLate", -1), (met.GetProperty("state").GetString(), met.GetProperty("daysLeft").GetInt32()));

        async Task UntilAsync(string id, DeadlineState state)
            => await app.WaitAsync(async () => (await app.World.DeadlinesAsync(ScheduleWorld.Rome)).Any(row => row.Id == id && row.State == state), $"{id} to be {state}");
    }

    [Fact]
    public async Task A_broken_term_and_a_bus_that_is_away_lose_no_warning()
    {
        var isAway = false;
        await using var app = await DocumentsApp.StartAsync(new DocumentsSetup
        {
            Start = new DateTimeOffset(2026, 11, 10, 22, 30, 0, TimeSpan.Zero),
            StandsStill = true,
            Faults = request => isAway && request is { IsWrite: true, Container: "ServiceBus" } ? ProxyVerdict.Answer(503) : ProxyVerdict.Pass,
        });
        var world = new ScheduleWorld(app.Account);
        var deadlines = app.Runner.Services.GetRequiredService<Deadlines>();
        var acme = new BackOffice.Tenancy.Tenant("acme", "Acme S.r.l.", "IT", "Europe/Rome");
        Assert.Empty(await deadlines.OpenMonthAsync(acme, BackOffice.Primitives.Period.Parse("2026-10"), new CalendarSettings(), CancellationToken.None));
        var broken = (await world.DeadlinesAsync("acme")).Single(row => row.Id == "it.f24~2026-10");
        (broken.RowKey, broken.Zone) = (ScheduleKeys.Deadline("it.broken~2026-10"), "Europe/Nowhere");
        await world.Table.AddEntityAsync(broken);
        isAway = true;
        app.Time.AdvanceTo(new DateTimeOffset(2026, 11, 10, 23, 30, 0, TimeSpan.Zero)); // in Rome the 11th, the first day of warning

        var failures = await deadlines.EscalateAsync("acme", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("it.broken~2026-10", Assert.Single(failures).Message, StringComparison.Ordinal);
        var told = (await world.DeadlinesAsync("acme")).Where(row => row is { MessageId: not null, Subject: "2026-10" }).ToList();
        Assert.Contains(told, row => row is { Id: "it.f24~2026-10", State: DeadlineState.Warned });
        isAway = false;
        await app.WaitAsync(
            async () =>
            {
                app.Time.Advance(TimeSpan.FromMinutes(1));
                return (await DocumentsWorld.MessagesAsync(app.Runner)).Select(message => message.MessageId).ToHashSet(StringComparer.Ordinal).IsSupersetOf(told.Select(row => row.MessageId!));
            },
            "all to be told once the bus is back");
    }

    [Fact]
    public async Task A_feature_opens_and_meets_a_term_and_twice_is_once()
    {
        await using var app = await ScheduleApp.StartAsync("2026-04-24T08:00:00Z", []);
        var deadlines = app.Runner.Services.GetRequiredService<Deadlines>();
        var invoice = new Deadline(ScheduleWorld.Bucharest, "ro.efactura", "INV-7", new NodaTime.LocalDate(2026, 4, 24));

        var opened = await deadlines.OpenAsync(invoice, CancellationToken.None);
        var again = await deadlines.OpenAsync(invoice with { Start = new NodaTime.LocalDate(2026, 4, 27) }, CancellationToken.None);
        var listed = Assert.Single(await deadlines.ListOpenAsync(ScheduleWorld.Bucharest, CancellationToken.None), open => open.Rule == "ro.efactura");
        var met = await deadlines.MeetAsync(ScheduleWorld.Bucharest, opened.Id, new DeadlineMet("invoicing", "Accepted by the ministry.", "run-1"), CancellationToken.None);
        var metAgain = await deadlines.MeetAsync(ScheduleWorld.Bucharest, opened.Id, new DeadlineMet("invoicing", "Accepted by the ministry.", "run-2"), CancellationToken.None);

        Assert.Equal((new NodaTime.LocalDate(2026, 5, 4), 10, 5), (opened.Due, opened.DaysLeft, opened.WorkingDaysLeft));
        Assert.Equal((opened.Due, opened.Due), (again.Due, listed.Due));
        Assert.Equal((DeadlineState.Met, DeadlineState.Met), (met!.State, metAgain!.State));
        Assert.Single(metAgain.Changes);
        Assert.Null(await deadlines.MeetAsync(ScheduleWorld.Bucharest, "ro.efactura~none", new DeadlineMet("invoicing", "x", "x"), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => deadlines.OpenAsync(invoice with { Rule = "ro.none" }, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => deadlines.OpenAsync(invoice with { Subject = "a/b" }, CancellationToken.None));
    }

    [Fact]
    public async Task A_term_that_is_near_when_it_opens_is_told_at_once()
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-12T08:00:00Z", []);

        var answer = await app.CommandAsync("acme/deadlines", new { rule = "pl.ksef.offline24", subject = "INV-8", start = "2026-03-12" });

        Assert.Equal((HttpStatusCode.Accepted, "Warned"), (answer.Status, answer.Json.GetProperty("state").GetString()));
        Assert.Equal("2026-03-13", answer.Json.GetProperty("due").GetString());
        Assert.Equal("deadline.warning", Assert.Single(await DocumentsWorld.MessagesAsync(app.Runner)).Subject);
        Assert.Equal("pl.ksef.offline24~INV-8", Assert.Single((await app.GetAsync("acme/deadlines?open=true")).Items).GetProperty("id").GetString());
        Assert.Equal("Warned", (await app.GetAsync("acme/deadlines/pl.ksef.offline24~INV-8")).Json.GetProperty("state").GetString());
        (await app.GetAsync("acme/deadlines/none")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.CommandAsync("acme/deadlines/none/meet", new { reason = "Because" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("none", "INV-1", "2026-03-12", "There is no rule 'none'.")]
    [InlineData("pl.ksef.offline24", "INV-1", "2026-01-31", "not in force")]
    [InlineData("it.f24", "INV-1", "2026-03-12", "by itself")]
    [InlineData("it.sdi.resend", "a/b", "2026-03-12", "A subject is")]
    [InlineData("it.sdi.resend", "INV-1", "2026-02-30", "$.start")]
    public async Task What_begins_no_term_is_refused_with_the_reason(string rule, string subject, string start, string reason)
    {
        await using var app = await ScheduleApp.StartAsync("2026-03-12T08:00:00Z", []);

        var refused = await app.CommandAsync("acme/deadlines", new { rule, subject, start });

        refused.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Contains(reason, refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
