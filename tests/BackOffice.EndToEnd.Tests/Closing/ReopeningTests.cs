using System.Net;
using System.Text.Json;
using BackOffice.Closing.Domain;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.Closing;

/// <summary>Closed months that two people open again, and the rounds that follow.</summary>
public sealed class ReopeningTests : IClassFixture<AzuriteFixture>
{
    private static readonly LocalDate InOctober = new(2026, 10, 15);

    [Fact]
    public async Task A_month_reopened_by_two_people_takes_postings_until_its_end_and_then_closes_and_runs_again()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        var until = app.Time.GetUtcNow().AddDays(2);

        Assert.Equal(HttpStatusCode.Accepted, (await ReopenAsync(app, until)).Status);
        Assert.False(await MayPostAsync(app));
        await ApproveAsync(app, 1);
        await app.UntilAsync(CloseState.Reopened);
        Assert.True(await MayPostAsync(app));
        Assert.Equal(until, (await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix))[0].OpenUntil);

        // Whether or not anybody writes it down, the end is the end.
        app.Time.AdvanceTo(until);
        Assert.False(await MayPostAsync(app));
        var page = await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, round: 2);
        Assert.Equal(["andrei", "month-end-close", "paola"], page.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("actor").GetString()).Distinct().Order(StringComparer.Ordinal));
        (await app.SignAsync(ClosingApp.Andrei, round: 2)).AssertRefused(HttpStatusCode.Forbidden, "own-close");
        await app.SignAsync(ClosingApp.Bianca, round: 2);
        page = await app.UntilAsync(CloseState.Completed, round: 2);

        Assert.Equal(["1 andrei", "2 bianca"], page.GetProperty("signatures").EnumerateArray().Select(one => $"{one.GetProperty("round").GetInt32()} {one.GetProperty("signedBy").GetString()}"));
        Assert.Contains("period.reopened", await ClosingWorld.SubjectsAsync(app.Runner));
        var reopening = Assert.Single((await MonthAsync(app)).GetProperty("reopenings").EnumerateArray());
        Assert.Equal(("Ended", "andrei", "A bill came late"), (reopening.GetProperty("state").GetString(), reopening.GetProperty("requestedBy").GetString(), reopening.GetProperty("reason").GetString()));
        Assert.Equal(["Open>SoftClosed", "SoftClosed>Closed", "Closed>Open", "Open>Closed"], await ChangesAsync(app));
    }

    [Fact]
    public async Task Only_the_affected_step_and_what_waits_for_it_run_again()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        await ReopenAsync(app, app.Time.GetUtcNow().AddDays(2), affected: "postings-settled");
        await ApproveAsync(app, 1);
        await app.UntilAsync(CloseState.Reopened);

        await app.StartCloseAsync();
        var page = await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, round: 2);

        Assert.Equal(1, app.Step.Runs);
        string[] again = ["postings-settled", "sign-off", "lock", "late-postings"];
        Assert.All(page.GetProperty("steps").EnumerateArray(), step => Assert.Equal(again.Contains(step.GetProperty("id").GetString()) ? JsonValueKind.Null : JsonValueKind.Number, step.GetProperty("carriedFrom").ValueKind));
        await app.SignAsync(round: 2);
        await app.UntilAsync(CloseState.Completed, round: 2);
    }

    [Fact]
    public async Task The_round_after_two_reopenings_runs_from_the_earlier_step_of_both()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        await ReopenAsync(app, app.Time.GetUtcNow().AddDays(2), affected: "scripted", ledgers: ["payables"]);
        Assert.Contains("(payables)", await SummaryAsync(app, 1), StringComparison.Ordinal);
        Assert.Contains("the close from 'scripted' runs again", await SummaryAsync(app, 1), StringComparison.Ordinal);
        await ApproveAsync(app, 1);
        await app.UntilAsync(CloseState.Reopened);
        await ReopenAsync(app, app.Time.GetUtcNow().AddDays(2), affected: "postings-settled", ledgers: ["receivables"]);
        await ApproveAsync(app, 2);
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[1].GetProperty("state").GetString() == "Open", () => "the second to open");

        await app.StartCloseAsync();
        var page = await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, round: 2);

        Assert.Equal(2, app.Step.Runs);
        Assert.Equal(1, ClosingApp.StepOf(page, "soft-close")!.Value.GetProperty("carriedFrom").GetInt32());
    }

    [Fact]
    public async Task The_close_runs_again_when_the_last_of_two_reopenings_ends()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        await ReopenAsync(app, app.Time.GetUtcNow().AddDays(2), ledgers: ["payables"]);
        Assert.Contains("the whole close runs again", await SummaryAsync(app, 1), StringComparison.Ordinal);
        await ApproveAsync(app, 1);
        await app.UntilAsync(CloseState.Reopened);
        await ReopenAsync(app, app.Time.GetUtcNow().AddDays(1), ledgers: ["receivables"]);
        await ApproveAsync(app, 2);
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[1].GetProperty("state").GetString() == "Open", () => "the second to open");

        await app.PassAsync(TimeSpan.FromHours(25));
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[1].GetProperty("state").GetString() == "Ended", () => "the second to end");
        Assert.True(await MayPostAsync(app));
        Assert.Equal("Reopened", (await app.GetAsync("acme/closes/2026-10")).Json.GetProperty("state").GetString());
        await app.PassAsync(TimeSpan.FromHours(24));

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, round: 2);
    }

    /// <summary>A crash between the opening and its record, and an app that is away until the reopening is over.</summary>
    [Fact]
    public async Task A_month_that_was_opened_before_a_crash_was_opened_though_its_end_has_passed()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        var until = app.Time.GetUtcNow().AddHours(1);
        await ReopenAsync(app, until);
        var (changes, actors) = (app.Runner.Services.GetRequiredService<PeriodChanges>(), app.Runner.Services.GetRequiredService<Actors>());
        var reopening = new ReopeningReference("acme", new Primitives.Period(2026, 10), 1);
        await changes.ApplyAsync(new PeriodMove("acme", reopening.Period, Ledgers.All, PeriodEvent.Reopen, "A bill came late") { OpenUntil = until }, await actors.NowAsync("acme", ClosingApp.Andrei, reopening.InstanceId, default), default);
        app.Time.AdvanceTo(until);

        await ApproveAsync(app, 1);

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, round: 2);
        Assert.Equal("Ended", (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("state").GetString());
        Assert.Equal(["Open>SoftClosed", "SoftClosed>Closed", "Closed>Open", "Open>Closed"], await ChangesAsync(app));
    }

    [Fact]
    public async Task The_end_of_a_reopening_that_passes_while_the_close_runs_again_changes_nothing_but_the_month()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        var until = app.Time.GetUtcNow().AddHours(3);
        await ReopenAsync(app, until);
        await ApproveAsync(app, 1);
        await app.UntilAsync(CloseState.Reopened);
        await app.StartCloseAsync();
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff, round: 2);

        await app.PassAsync(TimeSpan.FromHours(4));
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("state").GetString() == "Ended", () => "the reopening to end");
        Assert.All(await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix), row => Assert.Equal(PeriodState.Closed, row.Period.Month == 10 ? row.State : PeriodState.Closed));
        await app.SignAsync(round: 2);
        await app.UntilAsync(CloseState.Completed, round: 2);

        Assert.Equal(["Open>SoftClosed", "SoftClosed>Closed", "Closed>Open", "Open>SoftClosed", "SoftClosed>Closed"], await ChangesAsync(app));
    }

    [Fact]
    public async Task A_reopened_month_can_be_closed_early_and_reopened_anew_and_the_first_end_does_not_close_the_second()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        var first = app.Time.GetUtcNow().AddDays(2);
        await ReopenAsync(app, first);
        await ApproveAsync(app, 1);
        await app.UntilAsync(CloseState.Reopened);
        await app.CloseAsync(round: 2);

        await ReopenAsync(app, first.AddDays(5), key: "second");
        await ApproveAsync(app, 2);
        await app.UntilAsync(CloseState.Reopened, round: 2);
        await app.PassAsync(first + TimeSpan.FromHours(2) - app.Time.GetUtcNow());
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("state").GetString() == "Ended", () => "the first to end");

        await app.PassAsync(TimeSpan.FromHours(1));
        Assert.True(await MayPostAsync(app));
        Assert.Equal("Reopened", (await app.GetAsync("acme/closes/2026-10")).Json.GetProperty("state").GetString());
        Assert.Equal("Open", (await MonthAsync(app)).GetProperty("reopenings")[1].GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_is_open_already_asked_for_running_or_before_a_closed_month_is_not_reopened()
    {
        await using var app = await ClosingApp.StartAsync(new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.Zero));
        var until = app.Time.GetUtcNow().AddDays(2);
        (await ReopenAsync(app, until)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        await app.CloseAsync();
        await app.CloseAsync("2026-11");

        (await ReopenAsync(app, until)).AssertRefused(HttpStatusCode.Conflict, "period-order");
        Assert.Equal(HttpStatusCode.Accepted, (await ReopenAsync(app, until, period: "2026-11")).Status);
        (await ReopenAsync(app, until, period: "2026-11")).AssertRefused(HttpStatusCode.Conflict, "reopening-under-way");
        await ApproveAsync(app, 1, "2026-11");
        await app.UntilAsync(CloseState.Reopened, "2026-11");
        (await ReopenAsync(app, until, period: "2026-11")).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
    }

    [Fact]
    public async Task The_one_who_asks_is_no_second_person_and_a_refusal_leaves_the_month_closed()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        var command = new { reason = "A bill came late", until = app.Time.GetUtcNow().AddDays(2) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.PostAsync("acme/periods/2026-10/reopen", command, ClosingApp.Andrei, "once")));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Accepted, 1), (answer.Status, answer.Json.GetProperty("number").GetInt32())));
        var own = await DecideAsync(app, 1, "approve", ClosingApp.Andrei);
        own.AssertRefused(HttpStatusCode.Forbidden, "own-request");
        Assert.Equal(HttpStatusCode.Accepted, (await DecideAsync(app, 1, "refuse", ClosingApp.Bianca)).Status);
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("state").GetString() == "Refused", () => "the refusal");

        Assert.False(await MayPostAsync(app));
        Assert.Equal("The approval ended as Refused.", (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("outcome").GetString());
        Assert.Equal("Completed", (await app.GetAsync("acme/closes/2026-10")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_approval_that_comes_after_the_end_asked_for_opens_nothing()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();
        await ReopenAsync(app, app.Time.GetUtcNow().AddHours(1));
        await app.PassAsync(TimeSpan.FromHours(2));

        await ApproveAsync(app, 1);
        await app.WaitAsync(async () => (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("state").GetString() == "Refused", () => "the refusal");

        Assert.Equal("The end that was asked for had passed.", (await MonthAsync(app)).GetProperty("reopenings")[0].GetProperty("outcome").GetString());
        Assert.False(await MayPostAsync(app));
    }

    private static Task<Documents.Answer> ReopenAsync(ClosingApp app, DateTimeOffset until, string? affected = null, string period = "2026-10", string? key = null, string[]? ledgers = null)
        => app.PostAsync($"acme/periods/{period}/reopen", new { reason = "A bill came late", until, affectedStep = affected, ledgers }, ClosingApp.Andrei, key);

    /// <summary>What the second person reads.</summary>
    private static async Task<string> SummaryAsync(ClosingApp app, int number)
    {
        var approval = $"acme/approvals/reopen-2026-10-{number}";
        await app.WaitAsync(async () => (await app.GetAsync(approval, ClosingApp.Bianca)).Status == HttpStatusCode.OK, () => "the approval to be asked for");
        return (await app.GetAsync(approval, ClosingApp.Bianca)).Json.GetProperty("approval").GetProperty("summary").GetString()!;
    }

    private static async Task ApproveAsync(ClosingApp app, int number, string period = "2026-10")
    {
        await app.WaitAsync(async () => (await app.GetAsync($"acme/approvals/reopen-{period}-{number}", ClosingApp.Bianca)).Status == HttpStatusCode.OK, () => "the approval to be asked for");
        var answer = await DecideAsync(app, number, "approve", ClosingApp.Bianca, period);
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.ToString());
    }

    private static async Task<Documents.Answer> DecideAsync(ClosingApp app, int number, string decision, string user, string period = "2026-10")
    {
        var approval = $"acme/approvals/reopen-{period}-{number}";
        await app.WaitAsync(async () => (await app.GetAsync(approval, user)).Status == HttpStatusCode.OK, () => "the approval to be asked for");
        var digest = (await app.GetAsync(approval, user)).Json.GetProperty("approval").GetProperty("payloadDigest").GetString();
        return await app.PostAsync($"{approval}/{decision}", new { reason = "I have seen the bill", payloadDigest = digest }, user);
    }

    private static async Task<bool> MayPostAsync(ClosingApp app) => (await app.Periods.DecideAsync("acme", LedgerName.Payables, InOctober, default)).MayPost;

    private static async Task<JsonElement> MonthAsync(ClosingApp app) => (await app.GetAsync("acme/periods/2026-10")).Json;

    private static async Task<IEnumerable<string>> ChangesAsync(ClosingApp app)
        => (await MonthAsync(app)).GetProperty("history").EnumerateArray().Where(change => change.GetProperty("ledger").GetString() == "payables").Select(change => $"{change.GetProperty("from").GetString()}>{change.GetProperty("to").GetString()}");
}
