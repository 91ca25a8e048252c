using System.Net;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using BackOffice.Primitives;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>What makes people look at a run twice: other rules, nobody who could be calculated, no answer in time, one account of two people.</summary>
public sealed class PayrollSecondLookTests : IClassFixture<AzuriteFixture>
{
    private const string Correction = """
        {
          "country": "PL", "edition": "2026.1-corrected", "replaces": "2026.1", "basedOn": "2026.1",
          "validFrom": "2026-01-01", "validTo": "2026-12-31", "currency": "PLN", "notice": "A correction.",
          "rules": { "fgsp": { "name": "Benefits fund", "source": "Corrected", "confidence": "S", "values": { "employer": 0.002 } } }
        }
        """;

    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };

    [Fact]
    public async Task A_run_whose_rules_were_corrected_before_it_was_submitted_is_calculated_again_first()
    {
        var old = await PayrollApp.StartAsync(people: 2);
        var run = await old.CalculateAsync(January);
        var before = RulesOf(await old.UntilAsync(run, RunState.Calculated));

        await using var app = await old.ReplaceAsync(WithCorrection);
        var late = await app.PostAsync($"acme/payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" });
        var again = await app.PostAsync($"acme/payroll/runs/{run}/calculate", new { reason = "The rules were corrected" });
        var page = await app.UntilAsync(run, RunState.Calculated, round: 2);
        await app.ApproveAsync(run, round: 2);
        var settling = await app.UntilAsync(run, RunState.Settling, round: 2);

        late.AssertRefused(HttpStatusCode.Conflict, "recalculate-first");
        Assert.Contains(RulesOf(page), late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.StartsWith("pl-2026.1-corrected", RulesOf(page), StringComparison.Ordinal);
        Assert.Equal([before], RulesBefore(page));
        Assert.Equal(10.02m, (await app.GetAsync($"acme/payroll/runs/{run}/people/p00001")).Json.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "fgsp").GetProperty("amount").GetDecimal()); // 5 010 x 0.2 %
        Assert.Single(settling.GetProperty("orders").EnumerateArray());
    }

    [Fact]
    public async Task Whoever_approves_is_told_that_the_preview_was_calculated_by_other_rules()
    {
        var old = await PayrollApp.StartAsync(people: 1);
        var preview = await old.CalculateAsync(new { group = "office", period = "2026-01", isPreview = true, reason = "What would it cost?" });
        var before = RulesOf(await old.UntilAsync(preview, RunState.Calculated));

        await using var app = await old.ReplaceAsync(WithCorrection);
        var run = await app.CalculateAsync(January);
        var page = await app.UntilAsync(run, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" });
        var asked = await app.ApprovalOfAsync(run, 1);

        Assert.Equal([before], RulesBefore(page));
        Assert.Contains("The rules have changed since it was first looked at.", asked.GetProperty("approval").GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_approved_is_paid_and_handed_out_though_its_rules_are_gone()
    {
        var old = await (await PayrollApp.StartAsync(people: 2)).ReplaceAsync(WithCorrection);
        var run = await old.CalculateAsync(January);
        var rules = RulesOf(await old.UntilAsync(run, RunState.Calculated));
        var closed = old.Time.GetUtcNow();
        await old.World.CloseAsync(new Primitives.Period(2026, 1), closed);
        await old.ApproveAsync(run);
        await old.UntilAsync(run, RunState.Approved, also: page => page.GetProperty("history").EnumerateArray().Any(change => change.GetProperty("event").GetString() == "Hinder"));

        await using var app = await old.ReplaceAsync(_ => { });
        await app.World.OpenAgainAsync(new Primitives.Period(2026, 1), closed);
        await app.PostAsync($"acme/payroll/runs/{run}/resume", new { reason = "The month is open" });
        var settling = await app.UntilAsync(run, RunState.Settling);

        Assert.Equal(2, await OrderedAsync(app, settling));
        Assert.Equal(rules, RulesOf(settling));
        Assert.Contains(rules, await app.TextAsync($"acme/payroll/runs/{run}/people/p00001/payslip"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_in_which_everybody_fails_pays_nobody_until_they_are_corrected()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        foreach (var number in Enumerable.Range(1, 3))
        {
            await app.World.RecordAsync(number, PayrollWorld.Founded, PayrollWorld.Terms(pay: 5_000.005m, new LocalDate(2026, 1, 1)));
        }

        var run = await app.CalculateAsync(January);
        var failed = await app.UntilAsync(run, RunState.Exceptions);
        var early = await app.PostAsync($"acme/payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" });
        foreach (var number in Enumerable.Range(1, 3))
        {
            await app.World.RecordAsync(number, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: 5_000, new LocalDate(2026, 1, 1)));
        }

        await app.PostAsync($"acme/payroll/runs/{run}/retry", new { reason = "The pay is corrected" });
        var page = await app.UntilAsync(run, RunState.Calculated, round: 2);
        await app.ApproveAsync(run, round: 2);
        var settling = await app.UntilAsync(run, RunState.Settling, round: 2);

        Assert.Equal((0, 3, "0.00 PLN"), (Count(failed, "calculated"), Count(failed, "failed"), failed.GetProperty("sums").GetProperty("net").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, "transition-refused"), (early.Status, early.Code));
        Assert.Empty(failed.GetProperty("orders").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("journalEntry").ValueKind);
        Assert.Equal((3, 0), (Count(page, "calculated"), Count(page, "failed")));
        Assert.Equal(3, await OrderedAsync(app, settling));
    }

    [Fact]
    public async Task A_run_that_nobody_decides_about_in_time_is_refused_and_submitted_again()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var level = new { quorum = 1, roles = new[] { "approver" }, within = new { length = 4, unit = "Hours" } };
        var matrix = await app.PutAsync("acme/approval-matrices/2020-01-01", new { currency = "EUR", validFrom = "2020-01-01", source = "Test", rules = new[] { new { id = "pay", kind = "payroll.*", levels = new[] { level } } } }, "admin");
        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{run}/submit", new { round = 1, reason = "Looked at" });
        await app.ApprovalOfAsync(run, 1);

        await app.Time.PassAsync(TimeSpan.FromHours(4), jump: TimeSpan.FromMinutes(10));
        var rejected = await app.UntilAsync(run, RunState.Rejected);
        var late = await app.TryDecideAsync(run, 1, "approve", PayrollApp.Andrei);
        await app.PostAsync($"acme/payroll/runs/{run}/calculate", new { reason = "Again" });
        await app.UntilAsync(run, RunState.Calculated, round: 2);
        await app.ApproveAsync(run, round: 2);
        var settling = await app.UntilAsync(run, RunState.Settling, round: 2);

        Assert.Equal(HttpStatusCode.OK, matrix.Status);
        Assert.Contains(rejected.GetProperty("history").EnumerateArray(), change => change.GetProperty("event").GetString() == "Reject" && change.GetProperty("reason").GetString() == "The approval ended as Expired.");
        Assert.Empty(rejected.GetProperty("orders").EnumerateArray());
        late.AssertRefused(HttpStatusCode.Conflict, "approval-expired");
        Assert.Equal(2, await OrderedAsync(app, settling));
    }

    [Fact]
    public async Task Two_people_with_one_account_are_both_paid_to_it()
    {
        const string Shared = "PL27114020040000300201355387";
        await using var app = await PayrollApp.StartAsync(people: 3);
        foreach (var number in Enumerable.Range(1, 2))
        {
            await app.World.RecordAsync(number, PayrollWorld.Founded, PayrollWorld.Account(Shared));
        }

        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.ApproveAsync(run);
        var order = (await app.UntilAsync(run, RunState.Settling)).GetProperty("orders")[0].GetString()!;
        var bank = new PayrollBank(app);
        await bank.ExportAsync(order);
        var lines = await bank.LinesAsync(run, order);
        var file = await app.TextAsync($"acme/payment-orders/{order}/file", PayrollApp.Marta);

        Assert.Equal(["p00001", "p00002", "p00003"], lines.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, lines.Values.Select(line => line.Reference).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, file.Split(Shared[2..]).Length); // there twice, without the country
    }

    private static void WithCorrection(IServiceCollection services)
        => services.AddSingleton(new CountryRuleBook(RulePacks.Read(ShippedFiles.Under("payroll/rules/").Append(("correction.json", Correction))), [new Poland()]));

    private static string RulesOf(JsonElement page) => Assert.Single(page.GetProperty("rules").EnumerateArray()).GetString()!;

    private static IEnumerable<string?> RulesBefore(JsonElement page) => page.GetProperty("rulesBefore").EnumerateArray().Select(version => version.GetString());

    private static int Count(JsonElement page, string sum) => page.GetProperty("sums").GetProperty(sum).GetInt32();

    private static async Task<int> OrderedAsync(PayrollApp app, JsonElement page)
        => (await app.GetAsync($"acme/payment-orders/{Assert.Single(page.GetProperty("orders").EnumerateArray()).GetString()}", PayrollApp.Marta)).Json.GetProperty("count").GetInt32();
}
