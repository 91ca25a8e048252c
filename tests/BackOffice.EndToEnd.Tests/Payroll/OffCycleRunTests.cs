using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Runs between two regular ones: nobody's month is paid twice, and nobody's is lost.</summary>
public sealed class OffCycleRunTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Who_was_forgotten_is_paid_the_month_off_cycle_and_who_was_not_only_what_is_missing()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var january = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(january, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{january}/people/p00001/exclude", new { reason = "Thought to be on leave" });
        await app.UntilAsync(january, RunState.Calculated, round: 2);
        await app.ApproveAsync(january, round: 2);
        await app.UntilAsync(january, RunState.Settling, round: 2);
        await app.World.RecordAsync(2, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: PayrollWorld.PayOf(2) + 500, new LocalDate(2026, 1, 1)));

        var extra = await app.PayAsync(new { group = "office", period = "2026-01", kind = "off-cycle", people = new[] { "p00001", "p00002", "p00003" }, reason = "Forgotten" });
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Calculated);

        Assert.Equal([5_010m, 500m, 0m], await GrossAsync(app, extra));
        Assert.Empty((await SlipAsync(app, extra, 3)).GetProperty("lines").EnumerateArray());
        Assert.Equal([5_010m, 5_520m, 5_030m], await GrossAsync(app, february)); // nothing of January is paid again
    }

    [Fact]
    public async Task A_regular_run_does_not_pay_again_what_an_off_cycle_run_has_paid()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);

        await app.PayAsync(new { group = "office", period = "2026-01", kind = "off-cycle", people = new[] { "p00001" }, reason = "Paid before the journey" });
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: PayrollWorld.PayOf(1) + 500, new LocalDate(2026, 1, 1)));
        var january = await app.PayAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Calculated);

        Assert.Equal([500m, 5_020m], await GrossAsync(app, january)); // the raise that came between the two
        Assert.Equal([5_510m, 5_020m], await GrossAsync(app, february));
    }

    private static async Task<IReadOnlyList<decimal>> GrossAsync(PayrollApp app, string run)
    {
        List<decimal> gross = [];
        var people = (await app.GetAsync($"acme/payroll/runs/{run}")).Json.GetProperty("sums").GetProperty("calculated").GetInt32();
        for (var number = 1; number <= people; number++)
        {
            gross.Add((await SlipAsync(app, run, number)).GetProperty("gross").GetDecimal());
        }

        return gross;
    }

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run, int number)
        => (await app.GetAsync($"acme/payroll/runs/{run}/people/{PayrollWorld.IdOf(number)}")).Json;
}
