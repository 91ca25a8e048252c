using System.Net;
using System.Text.Json;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

/// <summary>People whose year began elsewhere: their balances are imported, open the first slip, and are known as of then for ever.</summary>
public sealed class PayrollOpeningTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Opening_balances_of_a_year_are_imported_whole_or_not_at_all_and_open_the_first_slip_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        (await ImportAsync(app, "Take over", ("p00001", "pit.base", 130_000), ("p00002", "hat", 1))).AssertRefused(HttpStatusCode.UnprocessableEntity, "import-refused");
        Assert.Equal(HttpStatusCode.Created, (await ImportAsync(app, "Take over", ("p00001", "pit.base", 130_000))).Status);

        var january = await PaidAsync(app, "2026-01");
        var february = await CalculatedAsync(app, "2026-02");
        var (opened, plain) = (await SlipAsync(app, january, "p00001"), await SlipAsync(app, january, "p00002"));

        // 5 010 - 13.71 % of it - 250 = 4 073 x 32 % less 300, past 120 000; of 5 020 the second pays 12 % less 300
        Assert.Equal("opening-taken-up", Alerts(opened));
        Assert.Equal(1_003m, Pit(opened));
        Assert.Equal(190m, Pit(plain));
        Assert.Equal("", Alerts(plain));
        var next = await SlipAsync(app, february, "p00001");
        Assert.Equal(("", 1_003m), (Alerts(next), Pit(next)));
    }

    [Fact]
    public async Task Who_is_left_out_takes_the_opening_up_with_the_slip_that_comes()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        await ImportAsync(app, "Take over", ("p00001", "pit.base", 130_000));
        var january = await CalculatedAsync(app, "2026-01");
        await app.PostAsync($"acme/payroll/runs/{january}/people/p00001/exclude", new { reason = "On loan to another company" });
        await app.UntilAsync(january, RunState.Calculated, round: 2);
        await app.ApproveAsync(january, round: 2);
        await app.UntilAsync(january, RunState.Settling, round: 2);

        var february = await SlipAsync(app, await CalculatedAsync(app, "2026-02"), "p00001");

        Assert.Contains("opening-taken-up", Alerts(february), StringComparison.Ordinal);
        Assert.InRange(Pit(february), 1_003m, 3_000m); // 32 % of at least one month, and not 12 %
    }

    [Fact]
    public async Task A_corrected_opening_counts_from_the_next_slip_on_and_a_replay_still_sees_the_first()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        await ImportAsync(app, "Take over", ("p00001", "pit.base", 130_000));
        var january = await PaidAsync(app, "2026-01");

        await ImportAsync(app, "The certificate says less", ("p00001", "pit.base", 30_000));
        var february = await SlipAsync(app, await CalculatedAsync(app, "2026-02"), "p00001");
        var asked = await app.PostAsync($"acme/payroll/runs/{january}/replays", new { rules = "then", reason = "The auditor asks" });
        var path = $"acme/payroll/runs/{january}/replays/{asked.Json.GetProperty("id").GetString()}";
        Answer? replay = null;
        await app.WaitAsync(async () => (replay = await app.GetAsync(path)).Json.GetProperty("verdict").GetString() != "Running", () => $"the certificate; {replay?.Json}");

        Assert.Equal(("opening-taken-up", 189m), (Alerts(february), Pit(february))); // 34 073 before it: 12 % of 4 073 less 300
        Assert.Equal("Identical", replay!.Json.GetProperty("verdict").GetString());
        Assert.Equal(1_003m, Pit(await SlipAsync(app, january, "p00001")));
    }

    private static Task<Answer> ImportAsync(PayrollApp app, string reason, params IReadOnlyList<(string Person, string Balance, decimal Value)> openings)
        => app.PostAsync(
            $"acme/people/import?group=office&reason={Uri.EscapeDataString(reason)}",
            openings.Select(opening => new { person = opening.Person, entries = new[] { new { key = "2026", validFrom = "2026-01-01", content = new { opening = new Dictionary<string, decimal> { [opening.Balance] = opening.Value } } } } }));

    private static async Task<string> CalculatedAsync(PayrollApp app, string period)
    {
        var run = await app.CalculateAsync(new { group = "office", period, reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);
        return run;
    }

    private static Task<string> PaidAsync(PayrollApp app, string period) => app.PayAsync(new { group = "office", period, reason = "The month's pay" });

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run, string person) => (await app.GetAsync($"acme/payroll/runs/{run}/people/{person}")).Json;

    private static decimal Pit(JsonElement slip) => slip.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("code").GetString() == "pit").GetProperty("amount").GetDecimal();

    private static string Alerts(JsonElement slip) => string.Join(",", slip.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("code").GetString()));
}
