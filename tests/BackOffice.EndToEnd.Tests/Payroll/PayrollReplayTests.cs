using System.Net;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class PayrollReplayTests : IClassFixture<AzuriteFixture>
{
    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };
    private static readonly object February = new { group = "office", period = "2026-02", reason = "The month's pay" };

    [Fact]
    public async Task A_past_run_comes_out_the_same_whatever_became_known_later()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var run = await CalculatedAsync(app, January);
        await app.PostAsync($"acme/payroll/runs/{run}/people/p00002/exclude", new { reason = "On loan to another company" });
        var page = await app.UntilAsync(run, RunState.Calculated, round: 2);
        await app.ApproveAsync(run, round: 2);
        await app.UntilAsync(run, RunState.Settling, round: 2);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: 9_000, new LocalDate(2026, 1, 1)));

        var certificate = await ReplayAsync(app, run, new { reason = "The auditor asks" }, "r2-1");
        var first = await ReplayAsync(app, run, new { round = 1, reason = "What was looked at first" }, "r1-1");
        var today = await ReplayAsync(app, run, new { rules = "today", reason = "Would it change" }, "r2-2");

        Assert.All([certificate, first, today], replay => Assert.Equal($"{ReplayVerdict.Identical}", replay.GetProperty("verdict").GetString()));
        Assert.Equal((2, 3), (certificate.GetProperty("people").GetInt32(), first.GetProperty("people").GetInt32()));
        Assert.Equal(page.GetProperty("digest").GetString(), certificate.GetProperty("resultNow").GetString());
        Assert.Equal(page.GetProperty("sums").GetProperty("net").GetString(), certificate.GetProperty("netNow").GetString());
        Assert.Equal("person,code,then,now,difference", (await app.TextAsync($"acme/payroll/runs/{run}/replays/r2-1/differences", PayrollApp.Andrei)).Trim('\uFEFF', '\r', '\n'));
        Assert.Equal(3, (await app.GetAsync($"acme/payroll/runs/{run}/replays")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_record_that_was_changed_behind_the_back_of_its_history_is_found_with_the_person()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var run = await CalculatedAsync(app, January);
        await app.World.RecordAsync(2, PayrollWorld.Founded.AddMinutes(1), PayrollWorld.Terms(pay: PayrollWorld.PayOf(2) + 100, new LocalDate(2025, 1, 1)));

        var certificate = await ReplayAsync(app, run, new { reason = "The auditor asks" }, "r1-1");
        var table = (await app.TextAsync($"acme/payroll/runs/{run}/replays/r1-1/differences", PayrollApp.Andrei)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(($"{ReplayVerdict.Different}", 1), (certificate.GetProperty("verdict").GetString(), certificate.GetProperty("different").GetInt32()));
        Assert.Contains("p00002,pay.base,5020.00,5120.00,100.00", table);
        Assert.All(table.Skip(1), row => Assert.StartsWith("p00002,", row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pay_element_that_is_defined_anew_later_changes_nothing_of_a_past_run()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        await app.World.RecordAsync(1, PayrollWorld.Founded, new EntryDraft { Key = "shift", ValidFrom = new LocalDate(2025, 1, 1), Content = new EntryContent { Element = new ElementTerms { Code = "allowance.shift", Amount = 300 } } });
        var run = await CalculatedAsync(app, January);
        await app.World.DefineAsync(new PayElementDefinition
        {
            Code = "allowance.shift",
            Kind = PayLineKind.Benefit,
            ValidFrom = new LocalDate(2026, 1, 1),
            Names = new Dictionary<string, string> { ["pl"] = "Dodatek" },
            Treatments = new Dictionary<string, Treatments> { ["PL"] = Treatments.Ordinary },
        });

        var certificate = await ReplayAsync(app, run, new { reason = "The auditor asks" }, "r1-1");

        Assert.Equal(300m, (await app.GetAsync($"acme/payroll/runs/{run}/people/p00001")).Json.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "allowance.shift").GetProperty("amount").GetDecimal());
        Assert.Equal(($"{ReplayVerdict.Identical}", 2), (certificate.GetProperty("verdict").GetString(), certificate.GetProperty("people").GetInt32()));
        Assert.Equal(certificate.GetProperty("inputsThen").GetString(), certificate.GetProperty("inputsNow").GetString());
    }

    [Fact]
    public async Task A_replay_that_was_written_down_and_never_started_is_started_by_the_sweep()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        var run = await CalculatedAsync(app, January);
        await app.World.AskForReplayAsync(run, (await app.GetAsync($"acme/payroll/runs/{run}")).Json.GetProperty("rules")[0].GetString()!);

        Assert.Equal($"{ReplayVerdict.Identical}", (await CertifiedAsync(app, run, "r1-1")).GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task The_same_command_is_one_replay_and_what_was_never_calculated_is_refused()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        var id = (await app.PostAsync("acme/payroll/runs", January)).Json.GetProperty("id").GetString()!;
        var early = await app.PostAsync($"acme/payroll/runs/{id}/replays", new { reason = "Too early" });
        await app.CalculateAsync(January);
        await app.UntilAsync(id, RunState.Calculated);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.PostAsync($"acme/payroll/runs/{id}/replays", new { reason = "Once" }, key: "once")));

        early.AssertRefused(HttpStatusCode.Conflict, "not-calculated");
        Assert.All(answers, answer => Assert.Equal("r1-1", answer.Json.GetProperty("id").GetString()));
        (await app.PostAsync($"acme/payroll/runs/{id}/replays", new { round = 2, reason = "Which one" })).AssertRefused(HttpStatusCode.Conflict, "not-calculated");
        (await app.PostAsync($"acme/payroll/runs/{id}/replays", new { rules = "tomorrow", reason = "Which one" })).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.GetAsync($"acme/payroll/runs/{id}/replays/r9-9")).AssertRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task People_are_compared_with_their_month_before_those_who_moved_first_to_be_seen()
    {
        await using var app = await PayrollApp.StartAsync(people: 4);
        var january = await CalculatedAsync(app, January);
        await app.PostAsync($"acme/payroll/runs/{january}/people/p00004/exclude", new { reason = "On loan to another company" });
        await app.UntilAsync(january, RunState.Calculated, round: 2);
        await app.ApproveAsync(january, round: 2);
        await app.UntilAsync(january, RunState.Settling, round: 2);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: 9_000, new LocalDate(2026, 2, 1)));
        await app.World.RecordAsync(2, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: PayrollWorld.PayOf(2) + 50, new LocalDate(2026, 2, 1)));
        var february = await CalculatedAsync(app, February);

        var usual = await PeopleAsync(app, february, "");
        var all = await PeopleAsync(app, february, "?over=0");
        var first = (await app.GetAsync($"acme/payroll/runs/{february}/comparison/people?over=0&top=1")).Json;
        var second = (await app.GetAsync($"acme/payroll/runs/{february}/comparison/people?over=0&top=1&continuation={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}")).Json;

        Assert.Equal(["p00001", "p00004"], usual.Select(PersonOf)); // by a fifth and more; not in January
        Assert.Equal(["p00001", "p00002", "p00004"], all.Select(PersonOf));
        Assert.Equal("p00002", PersonOf(Assert.Single(second.GetProperty("items").EnumerateArray())));
        Assert.Equal(JsonValueKind.Null, usual[1].GetProperty("netThen").ValueKind);
        Assert.Contains(usual[0].GetProperty("lines").EnumerateArray(), line => line.GetProperty("code").GetString() == "pay.base" && line.GetProperty("now").GetDecimal() == 9_000);
        (await app.GetAsync($"acme/payroll/runs/{february}/comparison/people?over=-1")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static string? PersonOf(JsonElement difference) => difference.GetProperty("person").GetString();

    private static async Task<List<JsonElement>> PeopleAsync(PayrollApp app, string run, string query)
        => [.. (await app.GetAsync($"acme/payroll/runs/{run}/comparison/people{query}")).Json.GetProperty("items").EnumerateArray()];

    private static async Task<string> CalculatedAsync(PayrollApp app, object wanted)
    {
        var run = await app.CalculateAsync(wanted);
        await app.UntilAsync(run, RunState.Calculated);
        return run;
    }

    private static async Task<JsonElement> ReplayAsync(PayrollApp app, string run, object body, string replay)
    {
        var asked = await app.PostAsync($"acme/payroll/runs/{run}/replays", body, PayrollApp.Andrei);
        Assert.True(asked.Status == HttpStatusCode.Accepted, $"{asked.Json}");
        return await CertifiedAsync(app, run, replay);
    }

    private static async Task<JsonElement> CertifiedAsync(PayrollApp app, string run, string replay)
    {
        JsonElement page = default;
        await app.WaitAsync(
            async () =>
            {
                page = (await app.GetAsync($"acme/payroll/runs/{run}/replays/{replay}")).Json;
                return page.GetProperty("verdict").GetString() != $"{ReplayVerdict.Running}";
            },
            () => $"the replay {replay}; it is {page}");
        return page.GetProperty("certificate");
    }
}
