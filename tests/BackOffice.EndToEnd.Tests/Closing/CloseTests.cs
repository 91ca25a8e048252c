using System.Net;
using System.Text.Json;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.Schedule;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Closing;

/// <summary>The close of a month by several people, from the start to the lock.</summary>
public sealed class CloseTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_company_whose_closes_cannot_be_read_keeps_no_other_waiting()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.World.BreakAnotherAsync("aaa");
        await app.World.LeaveRoundAsync(new Primitives.Period(2026, 10), app.Time.GetUtcNow());

        app.Time.Advance(TimeSpan.FromMinutes(2));

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
    }

    [Fact]
    public async Task A_month_is_checked_signed_by_another_person_and_closed_in_every_ledger()
    {
        await using var app = await ClosingApp.StartAsync();

        var started = await app.StartCloseAsync();
        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/acme/closes/2026-10"), (started.Status, started.Location?.ToString()));
        var page = await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
        Assert.Equal("SoftClosed SoftClosed SoftClosed SoftClosed", await StatesAsync(app));
        Assert.Equal(["sign-off", "retry"], ClosingApp.StepOf(page, "sign-off")!.Value.GetProperty("allowed").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(HttpStatusCode.Accepted, (await app.SignAsync()).Status);
        page = await app.UntilAsync(CloseState.Completed);

        Assert.Equal("Closed Closed Closed Closed", await StatesAsync(app));
        Assert.Equal(page.GetProperty("of").GetInt32(), page.GetProperty("done").GetInt32());
        Assert.Equal(("andrei", 1, "Seen"), Signature(ClosingApp.StepOf(page, "sign-off")!.Value.GetProperty("signature")));
        Assert.Equal(["Start", "Complete"], page.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("event").GetString()));
        Assert.Equal(["close.completed", "close.signoff-needed"], await ClosingWorld.SubjectsAsync(app.Runner));
        var line = Assert.Single((await app.GetAsync("acme/closes")).Items);
        Assert.Equal(("2026-10", "Completed"), (line.GetProperty("period").GetString(), line.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Every_change_of_a_month_says_who_when_by_both_clocks_why_and_from_what()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();

        var history = (await app.GetAsync("acme/periods/2026-10")).Json.GetProperty("history").EnumerateArray().Where(change => change.GetProperty("ledger").GetString() == "general").ToList();

        Assert.Equal(["Open>SoftClosed", "SoftClosed>Closed"], history.Select(change => $"{change.GetProperty("from").GetString()}>{change.GetProperty("to").GetString()}"));
        Assert.All(history, change =>
        {
            Assert.Equal("month-end-close", change.GetProperty("actor").GetString());
            Assert.EndsWith("+01 Europe/Rome", change.GetProperty("localTime").GetString(), StringComparison.Ordinal);
            Assert.Equal("Close of 2026-10, round 1.", change.GetProperty("reason").GetString());
            Assert.NotEmpty(change.GetProperty("correlation").GetString()!);
        });
    }

    [Fact]
    public async Task A_document_that_nobody_decided_holds_the_close_up_until_somebody_does()
    {
        await using var app = await ClosingApp.StartAsync(new DateTimeOffset(2026, 10, 31, 12, 0, 0, TimeSpan.Zero));
        await new DocumentsWorld(app.Account).DropAsync("scan.png", SampleDocuments.Scan());
        var id = "";
        await app.WaitAsync(
            async () =>
            {
                var found = (await app.GetAsync("acme/documents?state=NeedsPerson")).Items;
                id = found.Count == 1 ? found[0].GetProperty("id").GetString()! : "";
                return id.Length > 0;
            },
            () => "the scan to need a person");
        await app.PassAsync(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero) - app.Time.GetUtcNow());
        await app.World.SweepAsync(app.Time.GetUtcNow().AddDays(1));

        await app.StartCloseAsync();
        var page = await app.UntilAsync("documents-decided", CloseStepState.Blocked);
        var blocker = Assert.Single(ClosingApp.StepOf(page, "documents-decided")!.Value.GetProperty("blockers").EnumerateArray());
        Assert.Equal(("documents-waiting", 1, "/api/v1/acme/documents?needsPerson=true"), (blocker.GetProperty("what").GetString(), blocker.GetProperty("count").GetInt32(), blocker.GetProperty("link").GetString()));
        await app.UntilAsync("deadlines-met", CloseStepState.Done);
        await app.UntilAsync("postings-settled", CloseStepState.Waiting);

        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync($"acme/documents/{id}/resume", new { reason = "Read by eye", destination = "orders" })).Status);
        await app.WaitAsync(async () => (await app.GetAsync("acme/documents?state=Routed")).Items.Count == 1, () => "the scan to be routed");
        Assert.Equal(HttpStatusCode.Accepted, (await app.RetryAsync("documents-decided")).Status);

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
        Assert.Contains("close.blocked", await ClosingWorld.SubjectsAsync(app.Runner));
    }

    [Fact]
    public async Task A_step_that_fails_is_shown_and_the_close_resumes_at_that_step()
    {
        await using var app = await ClosingApp.StartAsync();
        var isAway = true;
        app.Step.Script = _ => isAway ? throw new InvalidOperationException("away") : CloseOutcome.Clear;

        await app.StartCloseAsync();
        await app.UntilAsync("scripted", CloseStepState.Failed);
        var tries = app.Step.Runs;
        var softClosed = (await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix)).Select(row => row.Version).ToList();
        isAway = false;
        await app.RetryAsync("scripted");

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
        Assert.Equal(tries + 1, app.Step.Runs);
        Assert.Equal(softClosed, (await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix)).Select(row => row.Version));
    }

    [Fact]
    public async Task A_blocked_step_is_tried_again_and_told_of_every_day_and_the_administrators_hear_of_it_from_the_third()
    {
        await using var app = await ClosingApp.StartAsync();
        app.Step.Script = run => run < 5 ? CloseOutcome.Of(new CloseBlocker("things", 2, "/x")) : CloseOutcome.Clear;

        await app.StartCloseAsync();
        await app.UntilAsync("scripted", CloseStepState.Blocked);
        for (var day = 1; day <= 4; day++)
        {
            await app.PassReminderAsync();
        }

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
        await app.WaitAsync(app.World.IsToldAsync, () => "everybody to be told");
        var blocked = (await DocumentsWorld.MessagesAsync(app.Runner)).Where(message => message.Subject == "close.blocked").Select(message => (string)message.ApplicationProperties["recipient"]).ToList();
        Assert.Equal((4, 1), (blocked.Count(to => to == "role-preparer"), blocked.Count(to => to == "role-administrator")));
    }

    [Fact]
    public async Task Thirty_days_of_silence_cancel_the_close_and_it_can_be_started_anew()
    {
        await using var app = await ClosingApp.StartAsync();
        app.Step.Script = _ => CloseOutcome.Of(new CloseBlocker("things", 1, "/x"));
        await app.StartCloseAsync();
        await app.UntilAsync("scripted", CloseStepState.Blocked);

        // A month of days is told to the work itself: the story of the waiting is told in MonthEndCloseStoryTests.
        var step = new CloseStepReference(new CloseRound("acme", new Primitives.Period(2026, 10), 1), "scripted");
        var work = ActivatorUtilities.CreateInstance<CloseActivities>(app.Runner.Services);
        Assert.Equal(CloseStepState.Blocked, (await work.RunAsync(new CloseTurn(step, 31, CloseStepRule.MostReminders), CancellationToken.None)).State);
        Assert.Equal(CloseStepState.Cancelled, (await work.RunAsync(new CloseTurn(step, 32, CloseStepRule.MostReminders + 1), CancellationToken.None)).State);
        Assert.Equal(CloseState.Cancelled, Assert.Single(await app.World.RowsAsync<CloseRow>(ClosingKeys.ClosePrefix)).State);
        Assert.Equal("SoftClosed SoftClosed SoftClosed SoftClosed", await StatesAsync(app));
        app.Step.Script = _ => CloseOutcome.Clear;
        Assert.Equal(2, (await app.StartCloseAsync()).Json.GetProperty("round").GetInt32());
    }

    [Fact]
    public async Task Two_starts_at_once_are_one_close_and_the_same_command_again_is_the_same_answer()
    {
        await using var app = await ClosingApp.StartAsync();
        app.Step.Script = _ => CloseOutcome.Of(new CloseBlocker("things", 1, "/x"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => app.StartCloseAsync(key: number < 3 ? "once" : $"key-{number}")));
        await app.UntilAsync("scripted", CloseStepState.Blocked);
        var later = await app.StartCloseAsync(user: ClosingApp.Admin);

        Assert.All(answers.Append(later), answer => Assert.Equal((HttpStatusCode.Accepted, 1), (answer.Status, answer.Json.GetProperty("round").GetInt32())));
        Assert.Equal(1, app.Step.Runs);
        Assert.Equal("paola", (await app.GetAsync("acme/closes/2026-10")).Json.GetProperty("startedBy").GetString());
    }

    [Fact]
    public async Task Nobody_signs_for_a_role_they_do_not_have_a_close_they_started_or_a_round_that_is_over()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.StartCloseAsync(user: ClosingApp.Both);
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);

        (await app.SignAsync(ClosingApp.Both)).AssertRefused(HttpStatusCode.Forbidden, "own-close");
        (await app.SignAsync(ClosingApp.Admin)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        (await app.SignAsync(ClosingApp.Paola)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        (await app.SignAsync("auditor")).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        (await app.SignAsync(round: 2)).AssertRefused(HttpStatusCode.Conflict, "round-over");
        (await app.PostAsync("acme/closes/2026-10/steps/scripted/sign-off", new { round = 1 }, ClosingApp.Andrei)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        (await app.PostAsync("acme/closes/2026-10/steps/nothing/sign-off", new { round = 1 }, ClosingApp.Andrei)).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.PostAsync("acme/closes/2026-10/steps/no.id/sign-off", new { round = 1 }, ClosingApp.Andrei)).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.PostAsync("acme/closes/2026-10/steps/sign-off/sign-off", new { comment = "Which?" }, ClosingApp.Andrei)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Empty(await app.World.RowsAsync<SignatureRow>("signature|"));
    }

    [Fact]
    public async Task Of_two_who_sign_at_once_one_signature_counts()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.StartCloseAsync();
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);

        var answers = await Task.WhenAll(app.SignAsync(key: "a"), app.SignAsync(ClosingApp.Bianca, key: "b"));
        await app.UntilAsync(CloseState.Completed);

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.Contains(Assert.Single(answers, answer => answer.Status != HttpStatusCode.Accepted).Code, (string[])["already-signed", "transition-refused", "round-over"]);
        Assert.Single(await app.World.RowsAsync<SignatureRow>("signature|"));
    }

    [Fact]
    public async Task A_cancelled_close_leaves_the_months_as_they_are_and_the_next_round_runs_from_the_start()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.StartCloseAsync();
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);

        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync("acme/closes/2026-10/cancel", new { reason = "A bill is missing" }, ClosingApp.Admin)).Status);
        await app.UntilAsync(CloseState.Cancelled);
        (await app.SignAsync()).AssertRefused(HttpStatusCode.Conflict, "round-over");
        (await app.PostAsync("acme/closes/2026-10/cancel", new { reason = "Again" }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Equal("SoftClosed SoftClosed SoftClosed SoftClosed", await StatesAsync(app));

        await app.CloseAsync(round: 2);
        Assert.Equal(2, app.Step.Runs);
        Assert.Equal("Closed Closed Closed Closed", await StatesAsync(app));
    }

    [Fact]
    public async Task Months_close_in_order_when_they_are_over_and_once()
    {
        await using var app = await ClosingApp.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("acme/periods/2026-09/soft-close", new { reason = "The books begin here" }, ClosingApp.Admin)).Status);

        (await app.StartCloseAsync("2026-10")).AssertRefused(HttpStatusCode.Conflict, "period-order");
        (await app.StartCloseAsync("2026-11")).AssertRefused(HttpStatusCode.Conflict, "period-order");
        (await app.StartCloseAsync("2027-01")).AssertRefused(HttpStatusCode.Conflict, "period-order");
        (await app.StartCloseAsync("2026-13")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.GetAsync("acme/closes/2026-10")).AssertRefused(HttpStatusCode.NotFound, "not-found");
        await app.CloseAsync("2026-09");
        await app.CloseAsync("2026-10");
        (await app.StartCloseAsync("2026-10")).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
    }

    [Fact]
    public async Task December_has_the_step_of_the_years_end_and_the_year_turns_by_the_tenants_clock()
    {
        // Half past midnight on 1 January in Rome; in London it is still the old year.
        await using var app = await ClosingApp.StartAsync(new DateTimeOffset(2026, 12, 31, 23, 30, 0, TimeSpan.Zero));

        var answer = (await app.PostAsync("acme/posting-checks", new { ledger = "general", day = "2027-01-01" })).Json.GetProperty("decision");
        Assert.Equal((true, "Open"), (answer.GetProperty("mayPost").GetBoolean(), answer.GetProperty("state").GetString()));
        await app.StartCloseAsync("2026-12");
        var page = await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, "2026-12");

        Assert.Equal("Done", ClosingApp.StateOf(page, "year-closed"));
        await app.SignAsync(period: "2026-12");
        await app.UntilAsync(CloseState.Completed, "2026-12");
    }

    [Fact]
    public async Task The_status_page_has_a_tag_that_changes_with_it()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.StartCloseAsync();
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);

        var tag = await app.TagAsync("acme/closes/2026-10", known: null);
        Assert.Equal((HttpStatusCode.NotModified, tag.Tag), await app.TagAsync("acme/closes/2026-10", tag.Tag));
        await app.SignAsync();
        await app.UntilAsync(CloseState.Completed);
        Assert.Equal(HttpStatusCode.OK, (await app.TagAsync("acme/closes/2026-10", tag.Tag)).Status);
    }

    [Fact]
    public async Task The_close_starts_by_itself_on_the_chosen_working_day_once()
    {
        // 1 November is a Sunday and a holiday: the second working day is the 3rd.
        await using var app = await ClosingApp.StartAsync(new DateTimeOffset(2026, 11, 2, 5, 0, 0, TimeSpan.Zero), "--Closing:StartOnWorkingDay=2");

        await app.WaitAsync(app.World.IsScheduledAsync, () => "the schedule to see the company");
        await app.PassAsync(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("acme/closes/2026-10")).Status);
        await app.PassAsync(TimeSpan.FromHours(13.5));
        var page = await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);

        Assert.Equal("calendar", page.GetProperty("startedBy").GetString());
        await app.PassAsync(TimeSpan.FromDays(2));
        var job = app.Runner.Services.GetServices<IJob>().Single(one => one.Definition.Id == "closing.start");
        await job.StartAsync(new JobOccurrence("acme", "closing.start", "2026-11-03", app.Time.GetUtcNow()), CancellationToken.None);
        await job.StartAsync(new JobOccurrence("acme", "closing.start", "2026-11-04", app.Time.GetUtcNow()), CancellationToken.None);
        Assert.Equal(1, (await app.GetAsync("acme/closes/2026-10")).Json.GetProperty("round").GetInt32());
    }

    private static async Task<string> StatesAsync(ClosingApp app, string period = "2026-10")
        => string.Join(' ', (await app.GetAsync($"acme/periods/{period}")).Json.GetProperty("ledgers").EnumerateArray().Select(ledger => ledger.GetProperty("state").GetString()));

    private static (string? By, int Round, string? Comment) Signature(JsonElement signature)
        => (signature.GetProperty("signedBy").GetString(), signature.GetProperty("round").GetInt32(), signature.GetProperty("comment").GetString());
}
