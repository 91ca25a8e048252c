using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>What is written down of a pay group after its months are paid: the next run looks back once, for everybody.</summary>
public sealed class PayrollGroupNewsTests : IClassFixture<AzuriteFixture>
{
    private const string Admin = "admin";

    /// <summary>All months of these tests are open.</summary>
    private static readonly DateTimeOffset March = new(2026, 3, 26, 9, 0, 0, TimeSpan.Zero);

    private static readonly Primitives.Period January = new(2026, 1);

    [Fact]
    public async Task A_rate_of_the_employer_that_was_wrong_is_charged_once_and_to_who_was_left_out_a_month_later()
    {
        await using var app = await PayrollApp.StartAsync(people: 3, March);
        await PayAsync(app, January);
        await SayAsync(app, "2026-01-01", group => group["facts"] = new JsonObject { ["accident.rate"] = "0.0267" });

        var february = await app.CalculateAsync(Month(January.Next));
        await app.UntilAsync(february, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{february}/people/p00003/exclude", new { reason = "In doubt" });
        await app.PostAsync($"acme/payroll/runs/{february}/calculate", new { reason = "Without him" });
        var page = await app.UntilAsync(february, RunState.Calculated, round: 2);
        await app.ApproveAsync(february, round: 2);
        await app.UntilAsync(february, RunState.Settling, round: 2);
        var march = await PayAsync(app, January.Next.Next);
        var april = await app.CalculateAsync(Month(new Primitives.Period(2026, 4)));

        Assert.Equal(["2026-01 facts.accident.rate"], News(page));
        Assert.Contains(page.GetProperty("history").EnumerateArray(), change => change.GetProperty("event").GetString() == "Plan" && change.GetProperty("reason").GetString()!.EndsWith("Changed of paid months: 2026-01: facts.accident.rate.", StringComparison.Ordinal));
        Assert.Equal([50.20m, 134.03m], Accident(await SlipAsync(app, february, 2), known: null)); // 1 % of 5020 of January; 5020 x 2.67 % = 134.034
        Assert.Empty(await AlertsAsync(app, february, 1));
        Assert.Equal([133.77m], Accident(await SlipAsync(app, march, 1), known: null)); // 5010 x 2.67 %
        Assert.Equal([50.30m], Accident(await SlipAsync(app, march, 3), known: "2026-01")); // of 5030
        Assert.Empty(News(await app.UntilAsync(april, RunState.Calculated)));
    }

    [Fact]
    public async Task Pay_agreed_in_another_currency_gets_what_a_mended_rate_makes_of_it_and_an_element_leaves_a_base()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, March);
        await SayAsync(app, "2025-01-01", group => group["rates"] = new JsonArray(Rate("2026-01-29", 4), Rate("2026-02-26", 4.1m)));
        await DefineAsync(app, "2025-01-01", "None");
        await app.World.RecordAsync(1, PayrollWorld.Founded.AddMinutes(1), new EntryDraft { Key = "c1", ValidFrom = new LocalDate(2026, 1, 1), Content = new EntryContent { Terms = new Terms { MonthlyPay = 1_500, Currency = "EUR" } } });
        await app.World.RecordAsync(2, PayrollWorld.Founded.AddMinutes(1), new EntryDraft { Key = "night", ValidFrom = new LocalDate(2026, 1, 1), Content = new EntryContent { Element = new ElementTerms { Code = "own.night", Amount = 200 } } });
        await PayAsync(app, January);
        await app.PutAsync("acme/pay-groups/office/rates/EUR/2026-01-29", new { rate = 4.2, source = "NBP, table 019/A/NBP/2026", reason = "The table was misread" }, Admin);
        await DefineAsync(app, "2026-01-01", "Ordinary");

        var february = await PayAsync(app, January.Next);
        var march = await PayAsync(app, January.Next.Next, new LocalDate(2026, 3, 27));

        Assert.Equal(["2026-01 rates.EUR elements.own.night"], News((await app.GetAsync($"acme/payroll/runs/{february}")).Json));
        Assert.Equal(["pay.base  6150.00", "pay.base 2026-01 300.00"], Earnings(await SlipAsync(app, february, 1))); // 1500 x 0.2; 1500 x 4.1
        Assert.Equal(["own.night  200.00", "own.night 2026-01 -200.00", "own.night 2026-01 200.00", "pay.base  5020.00"], Earnings(await SlipAsync(app, february, 2)));
        Assert.Equal(528.99m, Line(await SlipAsync(app, february, 2), "zus.pension")); // 5020 + 200 of February + 200 of January at 9.76 %
        Assert.Equal(["own.night  200.00", "pay.base  5020.00"], Earnings(await SlipAsync(app, march, 2)));
        Assert.Empty(News((await app.GetAsync($"acme/payroll/runs/{march}")).Json));
    }

    [Fact]
    public async Task Who_has_left_is_named_once_and_a_correction_run_brings_the_difference_whenever_it_comes()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, March);
        await app.World.RecordAsync(2, PayrollWorld.Founded.AddMinutes(1), new EntryDraft { Key = "e1", ValidFrom = new LocalDate(2025, 1, 1), Content = new EntryContent { Employment = new Employment { HiredOn = new LocalDate(2025, 1, 1), LeavesOn = new LocalDate(2026, 1, 31) } } });
        await PayAsync(app, January);
        await SayAsync(app, "2026-01-01", group => group["facts"] = new JsonObject { ["accident.rate"] = "0.0267" });

        var february = await app.CalculateAsync(Month(January.Next));
        await app.UntilAsync(february, RunState.Exceptions);
        var told = Assert.Single((await app.GetAsync($"acme/payroll/runs/{february}/people")).Json.GetProperty("items").EnumerateArray());
        await app.PostAsync($"acme/payroll/runs/{february}/people/p00002/exclude", new { reason = "Later" });
        await app.PostAsync($"acme/payroll/runs/{february}/calculate", new { reason = "Without him" });
        await app.UntilAsync(february, RunState.Calculated, round: 2);
        await app.ApproveAsync(february, round: 2);
        await app.UntilAsync(february, RunState.Settling, round: 2);
        await PayAsync(app, January.Next.Next);
        var correction = await app.CalculateAsync(new { group = "office", period = "2026-03", kind = "correction", people = new[] { "p00002" }, reason = "The rate of January" });
        await app.UntilAsync(correction, RunState.Calculated);

        Assert.Equal(["retro-without-slip"], told.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()));
        Assert.Equal([50.20m], Accident(await SlipAsync(app, correction, 2), known: "2026-01"));
    }

    private static object Month(Primitives.Period month) => new { group = "office", period = month.ToString(), reason = "The month's pay" };

    private static Task<string> PayAsync(PayrollApp app, Primitives.Period month, LocalDate? payDay = null)
        => app.PayAsync(payDay is { } day ? new { group = "office", period = month.ToString(), payDay = NodaTime.Text.LocalDatePattern.Iso.Format(day), reason = "The month's pay" } : Month(month));

    private static async Task SayAsync(PayrollApp app, string from, Action<JsonNode> change)
    {
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var group = JsonNode.Parse((await app.GetAsync("acme/pay-groups/office", Admin)).Json.GetProperty("versions").EnumerateArray().Last().GetProperty("group").GetRawText())!;
        change(group);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/acme/pay-groups/office", UriKind.Relative)) { Content = JsonContent.Create(new { validFrom = from, reason = "As it should have been", group }) };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", Admin);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await app.Runner.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        app.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task DefineAsync(PayrollApp app, string from, string treatment)
    {
        var definition = new { code = "own.night", kind = "earning", validFrom = from, names = new { en = "Night allowance" }, treatments = new Dictionary<string, string> { ["PL"] = treatment } };
        Assert.Equal(HttpStatusCode.OK, (await app.PutAsync("acme/pay-elements/own.night", definition, Admin)).Status);
        app.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static JsonObject Rate(string day, decimal rate) => new() { ["currency"] = "EUR", ["day"] = day, ["rate"] = rate, ["source"] = "NBP" };

    private static IEnumerable<string> News(JsonElement page)
        => page.GetProperty("groupNews").EnumerateArray().Select(news => $"{news.GetProperty("month").GetString()} {string.Join(' ', news.GetProperty("changed").EnumerateArray().Select(name => name.GetString()))}");

    private static IEnumerable<JsonElement> Lines(JsonElement slip, string kind)
        => slip.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("kind").GetString() == kind);

    private static string For(JsonElement line) => line.TryGetProperty("for", out var month) ? month.GetString() ?? "" : "";

    private static IEnumerable<decimal> Accident(JsonElement slip, string? known)
        => Lines(slip, "employer-contribution").Where(line => line.GetProperty("code").GetString() == "zus.accident" && (known is null || For(line) == known)).Select(line => line.GetProperty("amount").GetDecimal());

    private static IEnumerable<string> Earnings(JsonElement slip)
        => Lines(slip, "earning").Select(line => $"{line.GetProperty("code").GetString()} {For(line)} {line.GetProperty("amount").GetRawText()}").Order(StringComparer.Ordinal);

    private static decimal Line(JsonElement slip, string code)
        => Lines(slip, "employee-contribution").Single(line => line.GetProperty("code").GetString() == code).GetProperty("amount").GetDecimal();

    private static async Task<IEnumerable<string?>> AlertsAsync(PayrollApp app, string run, int number)
        => (await SlipAsync(app, run, number)).GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("code").GetString());

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run, int number)
        => (await app.GetAsync($"acme/payroll/runs/{run}/people/{PayrollWorld.IdOf(number)}")).Json;
}
