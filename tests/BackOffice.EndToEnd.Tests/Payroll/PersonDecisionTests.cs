using System.Net;
using System.Text.Json;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

/// <summary>What is decided of single people stands in the history of the run: who, of whom, why.</summary>
public sealed class PersonDecisionTests : IClassFixture<AzuriteFixture>
{
    private const string Run = "office-2026-01-regular";

    [Fact]
    public async Task Every_decision_about_a_person_is_in_the_history_with_its_reason_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 4);
        var run = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);

        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/people/p00001/exclude", new { reason = "On loan" }, key: "exclude-1"));
        await app.UntilAsync(run, RunState.Calculated, round: 2);
        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/people/p00001/include", new { reason = "Back again" }));
        await app.UntilAsync(run, RunState.Calculated, round: 3);
        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/retry", new { people = new[] { "p00003", "p00002" }, reason = "Newer data" }));
        await app.UntilAsync(run, RunState.Calculated, round: 4);
        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/people/p00004/hold", new { reason = "The account is in doubt" }, key: "hold-1"));
        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/people/p00004/hold", new { reason = "The account is in doubt" }, key: "hold-1"));
        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/people/p00004/release", new { reason = "The account is right" }, PayrollApp.Marta));
        await OkAsync(app.PostAsync($"acme/payroll/runs/{run}/people/p00001/exclude", new { reason = "On loan" }, key: "exclude-1"));
        var history = await HistoryAsync(app);

        Assert.Equal(
            [
                "Exclude p00001 paola: On loan (Calculated to Collecting)",
                "Include p00001 paola: Back again (Calculated to Collecting)",
                "Retry p00002,p00003 paola: Newer data (Calculated to Collecting)",
                "Hold p00004 paola: The account is in doubt (Calculated to Calculated)",
                "Release p00004 marta: The account is right (Calculated to Calculated)",
            ],
            history);
        Assert.Empty((await app.GetAsync($"acme/payroll/runs/{run}/people")).Items);
    }

    [Fact]
    public async Task Who_is_left_out_before_the_calculation_is_in_the_history_too()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        await app.PostAsync("acme/payroll/runs", new { group = "office", period = "2026-01", reason = "The month's pay" });

        await OkAsync(app.PostAsync($"acme/payroll/runs/{Run}/people/p00001/exclude", new { reason = "On loan" }));

        Assert.Equal(["Exclude p00001 paola: On loan (Draft to Draft)"], await HistoryAsync(app));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_trace()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var run = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);

        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/release", new { reason = "Nothing is held" }, PayrollApp.Marta)).AssertRefused(HttpStatusCode.Conflict, "person-state");
        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/include", new { reason = "Not left out" })).AssertRefused(HttpStatusCode.Conflict, "person-state");
        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00009/hold", new { reason = "Nobody" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);
        (await app.PostAsync($"acme/payroll/runs/{run}/people/p00001/hold", new { reason = "Too late" })).AssertRefused(HttpStatusCode.Conflict, "transition-refused");

        Assert.Empty(await HistoryAsync(app));
        Assert.Empty((await app.GetAsync($"acme/payroll/runs/{run}/people")).Items);
    }

    private static async Task OkAsync(Task<Answer> answer) => Assert.InRange((int)(await answer).Status, 200, 299);

    private static async Task<IReadOnlyList<string>> HistoryAsync(PayrollApp app)
        => [.. (await app.GetAsync($"acme/payroll/runs/{Run}")).Json.GetProperty("history").EnumerateArray().Where(change => change.GetProperty("people").ValueKind == JsonValueKind.Array).Select(Line)];

    private static string Line(JsonElement change)
        => $"{Text(change, "event")} {string.Join(',', change.GetProperty("people").EnumerateArray().Select(person => person.GetString()))} {Text(change, "actor")}: {Text(change, "reason")} ({Text(change, "from")} to {Text(change, "to")})";

    private static string? Text(JsonElement change, string name) => change.GetProperty(name).GetString();
}
