using System.Net;
using BackOffice.Closing.Domain;
using BackOffice.Documents;
using BackOffice.Http;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.Closing;

/// <summary>Months over HTTP, and postings against closes.</summary>
public sealed class PeriodApiTests : IClassFixture<AzuriteFixture>
{
    private static readonly LocalDate InOctober = new(2026, 10, 15);

    [Fact]
    public async Task A_month_is_soft_closed_resumed_closed_and_locked_by_hand_and_refuses_what_does_not_fit()
    {
        await using var app = await ClosingApp.StartAsync();

        await MoveAsync(app, "soft-close", "SoftClosed", ClosingApp.Andrei);
        await MoveAsync(app, "resume", "Open", ClosingApp.Andrei);
        await AssertAllowedAsync(app, "hard-lock", "Open", "SoftClose Close CloseAgain");
        await MoveAsync(app, "close", "Closed", ClosingApp.Admin);
        await AssertAllowedAsync(app, "soft-close", "Closed", "Reopen HardLock");
        await MoveAsync(app, "hard-lock", "HardLocked", ClosingApp.Admin);
        await AssertAllowedAsync(app, "resume", "HardLocked", "");
        (await app.PostAsync("acme/periods/2026-10/reopen", new { reason = "Too late", until = app.Time.GetUtcNow().AddDays(1) }, ClosingApp.Andrei)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
    }

    [Fact]
    public async Task A_future_month_is_not_closed_and_can_be_opened_early()
    {
        await using var app = await ClosingApp.StartAsync();

        (await app.PostAsync("acme/periods/2026-12/soft-close", new { reason = "Why not" }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        (await app.PostAsync("acme/periods/2026-12/close", new { reason = "Why not" }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Conflict, "period-order");
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("acme/periods/2026-12/open", new { reason = "Advance invoices", ledgers = new[] { "receivables" } }, ClosingApp.Admin)).Status);

        Assert.True((await app.Periods.DecideAsync("acme", LedgerName.Receivables, new LocalDate(2026, 12, 1), default)).MayPost);
        Assert.False((await app.Periods.DecideAsync("acme", LedgerName.General, new LocalDate(2026, 12, 1), default)).MayPost);
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing_and_answers_the_same()
    {
        await using var app = await ClosingApp.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.PostAsync("acme/periods/2026-10/soft-close", new { reason = "Ready" }, ClosingApp.Admin, "once")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.All(await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix), row => Assert.Equal(1, row.Version));
        (await app.PostAsync("acme/periods/2026-10/soft-close", new { reason = "Other" }, ClosingApp.Admin, "once")).AssertRefused(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task All_ledgers_of_a_command_change_or_none()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.PostAsync("acme/periods/2026-10/soft-close", new { reason = "Payroll is done", ledgers = new[] { "payroll" } }, ClosingApp.Admin);

        (await app.PostAsync("acme/periods/2026-10/soft-close", new { reason = "The rest" }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");

        Assert.Equal("payroll", Assert.Single(await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix)).Ledger.Word());
    }

    [Fact]
    public async Task A_closed_month_refuses_a_posting_with_the_month_to_use()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();

        var answer = (await app.PostAsync("acme/posting-checks", new { ledger = "payables", day = "2026-10-15", reference = "A-12/2026" }, ClosingApp.Admin)).Json;
        Assert.Equal((false, "Closed", "2026-11"), (answer.GetProperty("decision").GetProperty("mayPost").GetBoolean(), answer.GetProperty("decision").GetProperty("state").GetString(), answer.GetProperty("decision").GetProperty("usePeriod").GetString()));
        Assert.Equal(("2026-10", "2026-11-03", "A-12/2026"), (answer.GetProperty("late").GetProperty("belongsTo").GetString(), answer.GetProperty("late").GetProperty("on").GetString(), answer.GetProperty("late").GetProperty("reference").GetString()));
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => app.Periods.PostAsync(new Posting("acme", LedgerName.Payables, InOctober), (_, _) => Task.FromResult(true), default));
        Assert.Equal(("period-closed", 409, "2026-11"), (refusal.Code, refusal.Status, (string)refusal.More["usePeriod"]!));
        Assert.Empty(await app.World.RowsAsync<Azure.Data.Tables.TableEntity>("permit|"));
    }

    [Fact]
    public async Task A_close_waits_for_a_posting_under_way_and_no_posting_begins_after_it()
    {
        await using var app = await ClosingApp.StartAsync();
        var writing = new TaskCompletionSource();
        var posting = app.Periods.PostAsync(
            new Posting("acme", LedgerName.General, InOctober),
            async (decision, _) =>
            {
                await writing.Task;
                return decision.PeriodVersion;
            },
            default);
        await app.WaitAsync(async () => (await app.World.RowsAsync<Azure.Data.Tables.TableEntity>("permit|")).Count == 1, () => "the permit");

        await app.StartCloseAsync();
        var page = await app.UntilAsync("postings-settled", CloseStepState.Blocked);
        Assert.Equal("postings-under-way", ClosingApp.StepOf(page, "postings-settled")!.Value.GetProperty("blockers")[0].GetProperty("what").GetString());
        await Assert.ThrowsAsync<RefusedException>(() => app.Periods.PostAsync(new Posting("acme", LedgerName.General, InOctober), (_, _) => Task.FromResult(true), default));
        writing.SetResult();
        Assert.Equal(0, await posting);
        await app.RetryAsync("postings-settled");

        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
    }

    [Fact]
    public async Task An_approvers_posting_between_signature_and_lock_is_waited_for_after_the_lock()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.StartCloseAsync();
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
        var writing = new TaskCompletionSource();
        var posting = app.Periods.PostAsync(
            new Posting("acme", LedgerName.General, InOctober) { Actor = "andrei", Roles = new HashSet<Role> { Role.Approver } },
            async (_, _) =>
            {
                await writing.Task;
                return true;
            },
            default);
        await app.WaitAsync(async () => (await app.World.RowsAsync<Azure.Data.Tables.TableEntity>("permit|")).Count == 1, () => "the permit");

        await app.SignAsync();
        await app.UntilAsync("late-postings", CloseStepState.Blocked);
        Assert.False((await app.Periods.DecideAsync(new Posting("acme", LedgerName.General, InOctober) { Roles = new HashSet<Role> { Role.Approver } }, default)).MayPost);
        writing.SetResult();
        Assert.True(await posting);
        await app.RetryAsync("late-postings");

        await app.UntilAsync(CloseState.Completed);
    }

    [Fact]
    public async Task No_month_is_closed_or_locked_by_hand_over_a_posting_under_way()
    {
        await using var app = await ClosingApp.StartAsync();
        var october = new Primitives.Period(2026, 10);
        await app.World.LeavePermitAsync(LedgerName.Payroll, october, app.Time.GetUtcNow());

        var refusal = await app.PostAsync("acme/periods/2026-10/close", new { reason = "By hand" }, ClosingApp.Admin);
        refusal.AssertRefused(HttpStatusCode.Conflict, "postings-under-way");
        Assert.Equal(1, refusal.Json.GetProperty("postingsUnderWay").GetInt32());
        var softClosed = (await app.PostAsync("acme/periods/2026-10/soft-close", new { reason = "By hand" }, ClosingApp.Admin)).Json;
        Assert.Equal(["general 0", "receivables 0", "payables 0", "payroll 1"], softClosed.EnumerateArray().Select(ledger => $"{ledger.GetProperty("ledger").GetString()} {ledger.GetProperty("postingsUnderWay").GetInt32()}"));
        app.Time.Advance(Periods.PermitTime);
        await MoveAsync(app, "close", "Closed", ClosingApp.Admin);
        await app.World.LeavePermitAsync(LedgerName.Payroll, october, app.Time.GetUtcNow());
        (await app.PostAsync("acme/periods/2026-10/hard-lock", new { reason = "By hand" }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Conflict, "postings-under-way");
        app.Time.Advance(Periods.PermitTime);
        await MoveAsync(app, "hard-lock", "HardLocked", ClosingApp.Admin);
    }

    /// <summary>A crash before the answer is kept has the command run again, whatever others did meanwhile.</summary>
    [Fact]
    public async Task An_older_command_that_comes_again_changes_nothing()
    {
        await using var app = await ClosingApp.StartAsync();
        var changes = app.Runner.Services.GetRequiredService<PeriodChanges>();
        var actors = app.Runner.Services.GetRequiredService<Actors>();
        await ApplyAsync(PeriodEvent.SoftClose, "first");
        await ApplyAsync(PeriodEvent.Resume, "second");

        var again = await ApplyAsync(PeriodEvent.SoftClose, "first");
        await ApplyAsync(PeriodEvent.Resume, "second");

        Assert.Equal((PeriodState.Open, 2), (again.State, again.Version));

        async Task<PeriodStanding> ApplyAsync(PeriodEvent @event, string correlation)
            => (await changes.ApplyAsync(new PeriodMove("acme", new Primitives.Period(2026, 10), [LedgerName.General], @event, "By hand"), await actors.NowAsync("acme", "admin", correlation, default), default))[0];
    }

    [Fact]
    public async Task A_month_that_was_closed_with_a_later_one_takes_no_command_of_an_open_one()
    {
        await using var app = await ClosingApp.StartAsync();
        await MoveAsync(app, "close", "Closed", ClosingApp.Admin);

        (await app.PostAsync("acme/periods/2026-09/soft-close", new { reason = "By hand" }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync("acme/periods/2026-09/hard-lock", new { reason = "By hand" }, ClosingApp.Admin)).Status);
    }

    [Fact]
    public async Task A_posting_that_takes_too_long_is_cancelled_and_a_permit_of_a_dead_process_is_forgotten()
    {
        await using var app = await ClosingApp.StartAsync();
        var posting = app.Periods.PostAsync(new Posting("acme", LedgerName.General, InOctober), (_, token) => Forever(token), default);
        await app.WaitAsync(async () => (await app.World.RowsAsync<Azure.Data.Tables.TableEntity>("permit|")).Count == 1, () => "the permit");
        app.Time.Advance(Periods.PostingTime);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => posting);
        Assert.Empty(await app.World.RowsAsync<Azure.Data.Tables.TableEntity>("permit|"));

        await app.World.LeavePermitAsync(LedgerName.Payroll, new Primitives.Period(2026, 10), app.Time.GetUtcNow());
        await app.StartCloseAsync();
        await app.UntilAsync("postings-settled", CloseStepState.Blocked);
        app.Time.Advance(Periods.PermitTime);
        await app.RetryAsync("postings-settled");
        await app.UntilAsync("sign-off", CloseStepState.AwaitingSignOff);
        Assert.Empty(await app.World.RowsAsync<Azure.Data.Tables.TableEntity>("permit|"));
    }

    [Fact]
    public async Task An_exception_lets_one_person_post_to_a_soft_closed_month_until_it_ends()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.PostAsync("acme/periods/2026-10/soft-close", new { reason = "Ready" }, ClosingApp.Admin);
        Assert.False(await MayPostAsync(app, ClosingApp.Paola));
        Assert.True(await MayPostAsync(app, ClosingApp.Andrei));
        var until = app.Time.GetUtcNow().AddHours(2);

        (await app.PostAsync("acme/periods/2026-10/exceptions", new { reason = "A late bill", ledger = "general", person = "admin", until }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.Forbidden, "own-exception");
        (await app.PostAsync("acme/periods/2026-10/exceptions", new { reason = "A late bill", ledger = "general", person = "paola", until = until.AddDays(15) }, ClosingApp.Admin)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(HttpStatusCode.Created, (await app.PostAsync("acme/periods/2026-10/exceptions", new { reason = "A late bill", ledger = "general", person = "paola", until }, ClosingApp.Admin)).Status);

        Assert.True(await MayPostAsync(app, ClosingApp.Paola));
        Assert.False(await MayPostAsync(app, "marta"));
        Assert.False(await MayPostAsync(app, ClosingApp.Paola, "payroll"));
        app.Time.AdvanceTo(until);
        Assert.False(await MayPostAsync(app, ClosingApp.Paola));
        var kept = Assert.Single((await app.GetAsync("acme/periods/2026-10")).Json.GetProperty("exceptions").EnumerateArray());
        Assert.Equal(("paola", "admin", false), (kept.GetProperty("person").GetString(), kept.GetProperty("grantedBy").GetString(), kept.GetProperty("inForce").GetBoolean()));
    }

    [Fact]
    public async Task Months_are_listed_with_what_may_happen_to_them()
    {
        await using var app = await ClosingApp.StartAsync();
        await app.CloseAsync();

        var months = (await app.GetAsync("acme/periods?ledger=payroll&from=2026-09&to=2026-12")).Items;

        Assert.Equal(["2026-09 Closed", "2026-10 Closed", "2026-11 Open", "2026-12 Future"], months.Select(month => $"{month.GetProperty("period").GetString()} {month.GetProperty("state").GetString()}"));
        Assert.Equal(["reopen", "hard-lock"], months[1].GetProperty("allowed").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(14 * 4, (await app.GetAsync("acme/periods")).Items.Count);
        (await app.GetAsync("acme/periods?ledger=cash")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync("acme/periods?from=2026-12&to=2026-11")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync("acme/periods?from=2020-01&to=2026-11")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("periods/2026-10/soft-close", """{ "reason": "No" }""", "invalid-request")]
    [InlineData("periods/2026-10/soft-close", """{ "reason": "Ready", "ledgers": [] }""", "invalid-request")]
    [InlineData("periods/2026-10/soft-close", """{ "reason": "Ready", "ledgers": ["cash"] }""", "invalid-request")]
    [InlineData("periods/2026-10/soft-close", """{ "reason": "Ready", "ledgers": ["general", "general"] }""", "invalid-request")]
    [InlineData("periods/2026-10/reopen", """{ "reason": "Ready" }""", "invalid-request")]
    [InlineData("periods/2026-10/reopen", """{ "reason": "Ready", "until": "2020-01-01T00:00:00Z" }""", "invalid-request")]
    [InlineData("periods/2026-10/reopen", """{ "reason": "Ready", "until": "2026-11-05T00:00:00Z", "affectedStep": "nothing" }""", "invalid-request")]
    [InlineData("periods/2026-10/exceptions", """{ "reason": "Ready", "person": "paola", "until": "2026-11-05T00:00:00Z" }""", "invalid-request")]
    [InlineData("posting-checks", """{ "ledger": "general" }""", "invalid-request")]
    [InlineData("posting-checks", """{ "ledger": "general", "day": "31.10.2026" }""", "invalid-request")]
    public async Task A_body_that_is_not_sound_is_refused(string path, string body, string code)
    {
        await using var app = await ClosingApp.StartAsync();

        (await app.PostAsync($"acme/{path}", System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(body), ClosingApp.Admin)).AssertRefused(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task The_month_begins_in_the_records_at_midnight_of_the_tenant()
    {
        // 22:30 UTC on the last of November is 23:30 in Rome.
        await using var app = await ClosingApp.StartAsync(new DateTimeOffset(2026, 11, 30, 22, 30, 0, TimeSpan.Zero));

        await app.WaitAsync(app.World.IsScheduledAsync, () => "the schedule to see the company");
        Assert.False((await app.Periods.DecideAsync("acme", LedgerName.General, new LocalDate(2026, 12, 1), default)).MayPost);
        await app.PassAsync(TimeSpan.FromMinutes(35));
        await app.WaitAsync(async () => (await app.World.RowsAsync<PeriodRow>(ClosingKeys.PeriodPrefix)).Any(row => row.Period.Month == 12), () => "December to be written down");

        Assert.True((await app.Periods.DecideAsync("acme", LedgerName.General, new LocalDate(2026, 12, 1), default)).MayPost);
        var opened = (await app.GetAsync("acme/periods/2026-12")).Json.GetProperty("history")[0];
        Assert.Equal(("Future", "Open", "calendar"), (opened.GetProperty("from").GetString(), opened.GetProperty("to").GetString(), opened.GetProperty("actor").GetString()));
        Assert.StartsWith("2026-12-01T00:0", opened.GetProperty("localTime").GetString(), StringComparison.Ordinal);
    }

    private static async Task<bool> Forever(CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource<bool>();
        await using var registration = cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        return await source.Task;
    }

    private static async Task<bool> MayPostAsync(ClosingApp app, string user, string ledger = "general")
        => (await app.PostAsync("acme/posting-checks", new { ledger, day = "2026-10-15" }, user)).Json.GetProperty("decision").GetProperty("mayPost").GetBoolean();

    private static async Task MoveAsync(ClosingApp app, string command, string state, string user)
    {
        var answer = await app.PostAsync($"acme/periods/2026-10/{command}", new { reason = "By hand" }, user);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.All(answer.Json.EnumerateArray(), ledger => Assert.Equal(state, ledger.GetProperty("state").GetString()));
    }

    private static async Task AssertAllowedAsync(ClosingApp app, string command, string state, string allowed)
    {
        var refusal = await app.PostAsync($"acme/periods/2026-10/{command}", new { reason = "By hand" }, ClosingApp.Admin);
        refusal.AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Equal((state, allowed), (refusal.Json.GetProperty("state").GetString(), string.Join(' ', refusal.Json.GetProperty("allowed").EnumerateArray().Select(one => one.GetString()))));
    }
}
