using System.Net;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class PayrollRunTests : IClassFixture<AzuriteFixture>
{
    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };

    [Fact]
    public async Task A_month_goes_from_people_to_a_sealed_payment_order()
    {
        await using var app = await PayrollApp.StartAsync(people: 12);

        var run = await app.CalculateAsync(January);
        var calculated = await app.UntilAsync(run, RunState.Calculated);
        await app.ApproveAsync(run);
        var settling = await app.UntilAsync(run, RunState.Settling);

        Assert.Equal("office-2026-01-regular", run);
        Assert.Equal(12, calculated.GetProperty("sums").GetProperty("calculated").GetInt32());
        var order = Assert.Single(settling.GetProperty("orders").EnumerateArray()).GetString();
        var sum = (await app.GetAsync($"acme/payment-orders/{order}", PayrollApp.Marta)).Json;
        Assert.Equal(12, sum.GetProperty("count").GetInt32());
        Assert.Equal(settling.GetProperty("sums").GetProperty("net").GetString(), sum.GetProperty("sum").GetString());
        Assert.Equal($"payroll-{run}-r1", settling.GetProperty("journalEntry").GetString());
        Assert.Contains("Nowak 3", await app.TextAsync($"acme/payroll/runs/{run}/people/p00003/payslip"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_payslip_is_seen_before_the_approval_and_a_preparer_never_approves()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);

        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        var before = await app.GetAsync($"acme/payroll/runs/{run}/people/p00001/payslip");
        await app.PostAsync($"acme/payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" });
        await app.UntilAsync(run, RunState.AwaitingApproval);
        var own = await app.TryDecideAsync(run, 1, "approve", PayrollApp.Paola);

        before.AssertRefused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.Forbidden, own.Status);
    }

    [Fact]
    public async Task Asked_for_again_a_regular_run_is_the_same_run()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);

        var first = await app.PostAsync("acme/payroll/runs", January);
        var second = await app.PostAsync("acme/payroll/runs", January);

        Assert.Equal(first.Json.GetProperty("id").GetString(), second.Json.GetProperty("id").GetString());
        Assert.Single((await app.GetAsync("acme/payroll/runs")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task One_bad_person_stops_nobody_and_is_corrected_alone()
    {
        await using var app = await PayrollApp.StartAsync(people: 5);
        await app.World.RecordAsync(3, PayrollWorld.Founded, PayrollWorld.Terms(pay: 5_000.005m, new LocalDate(2026, 1, 1)));

        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Exceptions);
        var failed = (await app.GetAsync($"acme/payroll/runs/{run}/people")).Json.GetProperty("items").EnumerateArray().ToList();
        await app.World.RecordAsync(3, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: 5_000, new LocalDate(2026, 1, 1)));
        var retried = await app.PostAsync($"acme/payroll/runs/{run}/retry", new { reason = "The pay is corrected" });
        var page = await app.UntilAsync(run, RunState.Calculated, round: 2);

        Assert.Equal("p00003", Assert.Single(failed).GetProperty("person").GetString());
        Assert.NotEmpty(failed[0].GetProperty("problems").EnumerateArray());
        Assert.Equal(HttpStatusCode.Accepted, retried.Status);
        Assert.Equal(5, page.GetProperty("sums").GetProperty("calculated").GetInt32());
        Assert.Empty((await app.GetAsync($"acme/payroll/runs/{run}/people")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Who_is_left_out_has_no_slip_and_who_is_held_is_not_paid()
    {
        await using var app = await PayrollApp.StartAsync(people: 4);

        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/exclude", new { reason = "On loan to another company" });
        await app.UntilAsync(run, RunState.Calculated, round: 2);
        await app.PostAsync($"acme/payroll/runs/{run}/people/p00002/hold", new { reason = "The account is in doubt" });
        await app.ApproveAsync(run, round: 2);
        var page = await app.UntilAsync(run, RunState.Settling, round: 2);

        Assert.Equal(3, page.GetProperty("sums").GetProperty("calculated").GetInt32());
        Assert.Equal(2, (await app.GetAsync($"acme/payment-orders/{page.GetProperty("orders")[0].GetString()}", PayrollApp.Marta)).Json.GetProperty("count").GetInt32());

        await app.PostAsync($"acme/payroll/runs/{run}/people/p00002/release", new { reason = "The account is right" }, PayrollApp.Marta);
        await app.PostAsync($"acme/payroll/runs/{run}/pay-again", new { reason = "Released" }, PayrollApp.Marta);
        var again = await app.UntilAsync(run, RunState.Settling, round: 2, page => page.GetProperty("orders").GetArrayLength() == 2);

        Assert.Equal(1, (await app.GetAsync($"acme/payment-orders/{again.GetProperty("orders")[1].GetString()}", PayrollApp.Marta)).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_run_is_cancelled_until_it_is_posted_and_its_approval_with_it()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);

        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" });
        await app.ApprovalOfAsync(run, 1);
        var cancelled = await app.PostAsync($"acme/payroll/runs/{run}/cancel", new { reason = "Wrong month" });
        await app.UntilAsync(run, RunState.Cancelled);
        var next = await app.PostAsync("acme/payroll/runs", January);

        Assert.Equal(HttpStatusCode.Accepted, cancelled.Status);
        Assert.Equal("office-2026-01-regular-2", next.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_raise_that_was_written_down_late_is_paid_with_the_next_month()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var january = await app.CalculateAsync(January);
        await app.UntilAsync(january, RunState.Calculated);
        await app.ApproveAsync(january);
        await app.UntilAsync(january, RunState.Settling);

        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: PayrollWorld.PayOf(1) + 500, new LocalDate(2026, 1, 1)));
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Calculated);
        var slip = (await app.GetAsync($"acme/payroll/runs/{february}/people/p00001")).Json;

        var late = Assert.Single(slip.GetProperty("lines").EnumerateArray(), line => line.GetProperty("for").GetString() == "2026-01" && line.GetProperty("kind").GetString() == "earning");
        Assert.Equal(500m, late.GetProperty("amount").GetDecimal());
        Assert.Equal(6_010m, slip.GetProperty("gross").GetDecimal()); // 5 510 of February and 500 of January
    }

    [Fact]
    public async Task A_second_run_calculated_from_stale_balances_is_not_posted()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var bonus = await app.CalculateAsync(new { group = "office", period = "2026-01", kind = "off-cycle", people = new[] { "p00001" }, reason = "A bonus" });
        var regular = await app.CalculateAsync(January);
        await app.UntilAsync(bonus, RunState.Calculated);
        await app.UntilAsync(regular, RunState.Calculated);
        await app.ApproveAsync(regular);
        await app.UntilAsync(regular, RunState.Settling);

        var late = await app.PostAsync($"acme/payroll/runs/{bonus}/submit", new { round = 1, reason = "Looked at" });

        late.AssertRefused(HttpStatusCode.Conflict, "recalculate-first");
    }

    [Fact]
    public async Task A_run_calculated_after_one_whose_posting_was_hindered_is_stale_though_another_took_its_place()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var january = await app.CalculateAsync(January);
        await app.UntilAsync(january, RunState.Calculated);
        await app.ApproveAsync(january);
        await app.UntilAsync(january, RunState.Settling);
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Calculated);

        await app.World.ReplaceLastOfChainAsync("office-2026-01-bonus");
        var late = await app.PostAsync($"acme/payroll/runs/{february}/submit", new { round = 1, reason = "Looked at" });

        late.AssertRefused(HttpStatusCode.Conflict, "recalculate-first");
    }

    [Fact]
    public async Task A_calculated_run_has_its_register_its_dues_and_the_difference_to_the_month_before()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var january = await app.CalculateAsync(January);
        var calculated = await app.UntilAsync(january, RunState.Calculated);
        await app.ApproveAsync(january);
        await app.UntilAsync(january, RunState.Settling);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: PayrollWorld.PayOf(1) + 500, new LocalDate(2026, 2, 1)));
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Calculated);

        var register = (await app.TextAsync($"acme/payroll/runs/{january}/register")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var page = await app.TextAsync($"acme/payroll/runs/{january}/register-page");
        var dues = (await app.GetAsync($"acme/payroll/runs/{january}/dues")).Json.EnumerateArray().ToList();
        var comparison = (await app.GetAsync($"acme/payroll/runs/{february}/comparison")).Json;

        Assert.Equal(4, register.Length); // the header and three people
        Assert.Contains("Nowak 2", page, StringComparison.Ordinal);
        Assert.Contains(dues, due => due.GetProperty("dueOn").GetString() == "2026-02-20");
        Assert.Equal(january, comparison.GetProperty("before").GetString());
        Assert.Equal(500m, comparison.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "pay.base").GetProperty("difference").GetDecimal());
        Assert.Equal(3, calculated.GetProperty("sums").GetProperty("calculated").GetInt32());
    }

    [Fact]
    public async Task Before_it_is_calculated_a_run_has_no_papers()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        var id = (await app.PostAsync("acme/payroll/runs", January)).Json.GetProperty("id").GetString();

        (await app.GetAsync($"acme/payroll/runs/{id}/dues")).AssertRefused(HttpStatusCode.Conflict, "not-calculated");
    }

    [Fact]
    public async Task What_if_answers_every_line_with_its_source_and_keeps_nothing()
    {
        await using var app = await PayrollApp.StartAsync(people: 0);

        var answer = await app.PostAsync("acme/payroll/what-if", new { country = "PL", on = "2026-01-15", gross = 6000 });
        var empty = await app.GetAsync("acme/payroll/runs");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.All(answer.Json.GetProperty("lines").EnumerateArray(), line => Assert.NotEmpty(line.GetProperty("source").GetString()!));
        Assert.Empty(empty.Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_if_takes_what_is_known_of_one_person_and_names_what_is_nonsense()
    {
        await using var app = await PayrollApp.StartAsync(people: 0);

        var answer = await app.PostAsync("acme/payroll/what-if", new
        {
            country = "PL",
            on = "2026-01-15",
            gross = 3000,
            sex = "female",
            terms = new { hiredOn = "2024-02-01", fte = 0.5, weeklyHours = 20 },
            dependants = new[] { new { kind = "child", bornOn = "2015-06-01" } },
            elements = new[] { new { code = "bonus", amount = 500 } },
            yearToDate = new Dictionary<string, decimal> { ["zus.base"] = 1_000 },
            absences = new[] { new { kind = "unpaid-leave", from = "2026-01-12", to = "2026-01-16" } },
            garnishments = new[] { new { kind = "alimony", monthlyAmount = 300 } },
        });
        var noDay = await app.PostAsync("acme/payroll/what-if", new { country = "PL", on = "2026-01-15", gross = 3000, absences = new[] { new { kind = "sick" } } });
        var nonsense = await app.PostAsync("acme/payroll/what-if", new { country = "PL", on = "2026-01-15", gross = 3000, elements = new[] { new { code = "nonsense", amount = 500 } } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(2_750, answer.Json.GetProperty("gross").GetDecimal()); // 3 000 - 3 000 x 20 / 80 + 500
        Assert.Equal(300, answer.Json.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "garnishment").GetProperty("amount").GetDecimal());
        noDay.AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        nonsense.AssertRefused(HttpStatusCode.UnprocessableEntity, "no-slip");
        Assert.Equal("unknown-element", Assert.Single(nonsense.Json.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Nobody_in_the_group_is_a_run_that_pays_nothing()
    {
        await using var app = await PayrollApp.StartAsync(people: 0);

        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.ApproveAsync(run);

        Assert.Empty((await app.UntilAsync(run, RunState.Closed)).GetProperty("orders").EnumerateArray());
    }

    [Fact]
    public async Task A_month_that_was_locked_meanwhile_keeps_the_run_approved_until_it_is_open_or_the_run_given_up()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.World.CloseAsync(new Primitives.Period(2026, 1), app.Time.GetUtcNow());
        await app.ApproveAsync(run);

        var hindered = await app.UntilAsync(run, RunState.Approved, also: page => page.GetProperty("history").EnumerateArray().Any(change => change.GetProperty("event").GetString() == "Hinder"));
        await app.PostAsync($"acme/payroll/runs/{run}/resume", new { reason = "Is it open" });
        await app.PostAsync($"acme/payroll/runs/{run}/cancel", new { reason = "It stays locked" });
        await app.UntilAsync(run, RunState.Cancelled);

        Assert.Equal(JsonValueKind.Null, hindered.GetProperty("journalEntry").ValueKind);
        Assert.Empty(hindered.GetProperty("orders").EnumerateArray());
    }

    [Fact]
    public async Task A_run_cancelled_while_its_shards_are_calculated_stays_cancelled_and_pays_nobody()
    {
        await using var app = await PayrollApp.StartAsync(people: 2_500);
        var run = await app.CalculateAsync(January);
        var shards = await app.UntilAsync(run, RunState.Calculating);
        var cancelled = await app.PostAsync($"acme/payroll/runs/{run}/cancel", new { reason = "Wrong month" });
        var again = await app.CalculateAsync(January);
        var page = await app.UntilAsync(again, RunState.Calculated);

        Assert.Equal(3, shards.GetProperty("shards").GetInt32());
        Assert.Equal(HttpStatusCode.Accepted, cancelled.Status);
        Assert.Equal("office-2026-01-regular-2", again);
        Assert.Equal(2_500, page.GetProperty("sums").GetProperty("calculated").GetInt32());
        Assert.Equal($"{RunState.Cancelled}", (await app.GetAsync($"acme/payroll/runs/{run}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_runs_of_a_group_are_its_own_though_another_group_and_a_preview_are_called_alike()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        await app.World.FoundGroupAsync("office-preview");
        foreach (var wanted in new object[] { January, new { group = "office-preview", period = "2026-01", reason = "The month's pay" }, new { group = "office", period = "2026-01", isPreview = true, reason = "What would it cost?" } })
        {
            Assert.Equal(HttpStatusCode.Created, (await app.PostAsync("acme/payroll/runs", wanted)).Status);
        }

        Assert.Equal(["office-2026-01-regular", "office-2026-01-regular-preview"], await RunsAsync("?group=office"));
        Assert.Equal(["office-preview-2026-01-regular"], await RunsAsync("?group=office-preview"));
        Assert.Equal(3, (await RunsAsync("")).Count);

        async Task<List<string?>> RunsAsync(string query)
            => [.. (await app.GetAsync($"acme/payroll/runs{query}")).Json.GetProperty("items").EnumerateArray().Select(run => run.GetProperty("id").GetString())];
    }

    [Fact]
    public async Task A_month_without_rules_has_no_run()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);

        (await app.PostAsync("acme/payroll/runs", new { group = "office", period = "2031-01", reason = "Too far" })).AssertRefused(HttpStatusCode.UnprocessableEntity, "rule-gap");
        (await app.PostAsync("acme/payroll/runs", new { group = "nowhere", period = "2026-01", reason = "Which one" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }
}
