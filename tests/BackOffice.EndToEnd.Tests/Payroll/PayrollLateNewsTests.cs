using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>What becomes known of a month after it is paid: it arrives once, or somebody is told what to do.</summary>
public sealed class PayrollLateNewsTests : IClassFixture<AzuriteFixture>
{
    /// <summary>All months of these tests are open.</summary>
    private static readonly DateTimeOffset March = new(2026, 3, 26, 9, 0, 0, TimeSpan.Zero);

    private static readonly Primitives.Period January = new(2026, 1);
    private static readonly Primitives.Period February = new(2026, 2);

    [Fact]
    public async Task A_leaving_heard_of_late_is_told_by_the_run_and_taken_back_by_a_correction()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, March);
        await PayAsync(app, January);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), Employment(leavesOn: new LocalDate(2025, 12, 31)));

        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Exceptions);
        var told = Assert.Single((await app.GetAsync($"acme/payroll/runs/{february}/people")).Json.GetProperty("items").EnumerateArray());
        var correction = await app.PayAsync(new { group = "office", period = "2026-02", kind = "correction", people = new[] { "p00001" }, reason = "Had left before" }, RunState.Closed);
        var slip = await SlipAsync(app, correction, 1);
        await app.PostAsync($"acme/payroll/runs/{february}/calculate", new { reason = "The correction is posted" });
        await app.UntilAsync(february, RunState.Calculated, round: 2);

        Assert.Equal("p00001", told.GetProperty("person").GetString());
        Assert.Equal(["retro-without-slip"], told.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()));
        Assert.Contains("2026-01", told.GetProperty("problems")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((-5_010m, 0m), (slip.GetProperty("gross").GetDecimal(), slip.GetProperty("net").GetDecimal())); // January's pay; what was paid of it is owed
        Assert.Contains(slip.GetProperty("lines").EnumerateArray(), line => line.GetProperty("code").GetString() == "debt.carried");
        Assert.Empty((await app.GetAsync($"acme/payroll/runs/{february}/people")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Who_never_came_is_named_until_his_slip_is_reversed()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, March);
        var january = await PayAsync(app, January);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), new EntryDraft { Key = "e1", ValidFrom = new LocalDate(2025, 1, 1), Supersedes = 2 });

        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Exceptions);
        await app.PostAsync($"acme/payment-orders/payroll-{january}-r1-1/export", new { reason = "Pay day" }, PayrollApp.Marta);
        var reversal = (await app.PostAsync($"acme/payroll/runs/{january}/reverse", new { period = "2026-02", people = new[] { "p00001" }, reason = "Never came" })).Json.GetProperty("id").GetString()!;
        await app.PostAsync($"acme/payroll/runs/{reversal}/calculate", new { reason = "Never came" });
        await app.UntilAsync(reversal, RunState.Calculated);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);
        await app.PostAsync($"acme/payroll/runs/{february}/calculate", new { reason = "The slip is reversed" });

        var page = await app.UntilAsync(february, RunState.Calculated, round: 2);
        Assert.Equal(1, page.GetProperty("sums").GetProperty("calculated").GetInt32());
    }

    [Fact]
    public async Task A_start_that_was_moved_behind_a_paid_month_takes_the_month_back_in_the_first_one_he_works()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        await PayAsync(app, January);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), new EntryDraft { Key = "e1", ValidFrom = new LocalDate(2026, 2, 1), Supersedes = 2, Content = new EntryContent { Employment = new Employment { HiredOn = new LocalDate(2026, 2, 1) } } });

        var february = await app.PayAsync(new { group = "office", period = "2026-02", reason = "The month's pay" }, RunState.Closed); // there is nothing to pay
        var march = await PayAsync(app, February.Next);

        Assert.Equal(0, (await SlipAsync(app, february, 1)).GetProperty("gross").GetDecimal()); // 5010 of February - 5010 of January
        Assert.Equal(5_010, (await SlipAsync(app, march, 1)).GetProperty("gross").GetDecimal());
    }

    [Fact]
    public async Task A_month_that_cannot_be_calculated_any_more_is_told_of_by_the_slip()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        await PayAsync(app, January);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(6_000, new LocalDate(2026, 2, 1)) with { Supersedes = 3 });

        var slip = await SlipAsync(app, await PayAsync(app, February), 1);

        Assert.Equal(6_000, slip.GetProperty("gross").GetDecimal());
        var alert = slip.GetProperty("alerts").EnumerateArray().Single(alert => alert.GetProperty("code").GetString() == "retro-not-calculated").GetProperty("message").GetString();
        Assert.StartsWith("2026-01 ", alert, StringComparison.Ordinal);
        Assert.Contains("missing-terms", alert, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reimbursement_of_a_paid_month_arrives_once_and_a_deduction_too()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        await PayAsync(app, January);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), Element("trip", "reimbursement.travel", 300, once: January), Element("union", "union.dues", 50, once: null));

        var february = await SlipAsync(app, await PayAsync(app, February), 1);
        var march = await SlipAsync(app, await PayAsync(app, February.Next), 1);

        Assert.Equal([300m], Amounts(february, "reimbursement.travel"));
        Assert.Equal([50m, 50m], Amounts(february, "union.dues")); // of January and of February
        Assert.Empty(Amounts(march, "reimbursement.travel"));
        Assert.Equal([50m], Amounts(march, "union.dues"));
    }

    [Fact]
    public async Task A_debt_that_was_not_paid_back_after_all_is_owed_again_and_recovered_as_the_law_allows()
    {
        await using var app = await PayrollApp.StartAsync(people: 2, March);
        await app.World.RecordAsync(1, PayrollWorld.Founded, Element("loss", "retro", -9_000, once: January));
        var debt = Assert.Single(Amounts(await SlipAsync(app, await PayAsync(app, January), 1), "debt.carried"));
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), Element("back", "debt.settled", debt, once: February));
        await PayAsync(app, February);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), Element("back", "debt.settled", 100, once: February)); // only so much came

        var run = await PayAsync(app, February.Next);
        var march = await SlipAsync(app, run, 1);

        var recovered = Amounts(march, "debt.recovered").ToList();
        Assert.Equal([100 - debt], Amounts(march, "debt.settled"));
        Assert.Equal(100 - debt, recovered[0]);
        Assert.Equal(3_605.85m, march.GetProperty("net").GetDecimal()); // the net of the minimum wage stays
        Assert.Equal(debt - 100 - recovered[1], Assert.Single((await app.GetAsync($"acme/payroll/runs/{run}/slips?owes=true")).Items).GetProperty("debt").GetDecimal());
    }

    [Fact]
    public async Task A_fact_that_would_have_changed_the_tax_of_a_paid_month_is_told_once()
    {
        await using var app = await PayrollApp.StartAsync(people: 1, March);
        await PayAsync(app, January);
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), new EntryDraft { Key = "tax", ValidFrom = January.First, Content = new EntryContent { Facts = new Dictionary<string, string> { ["pit2"] = "150" } } });

        var february = await SlipAsync(app, await PayAsync(app, February), 1);
        var march = await SlipAsync(app, await PayAsync(app, February.Next), 1);

        Assert.Equal(["retro-tax"], february.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("code").GetString()));
        Assert.Contains("2026-01", february.GetProperty("alerts")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(march.GetProperty("alerts").EnumerateArray());
    }

    private static EntryDraft Employment(LocalDate leavesOn)
        => new() { Key = "e1", ValidFrom = new LocalDate(2025, 1, 1), Content = new EntryContent { Employment = new Employment { HiredOn = new LocalDate(2025, 1, 1), LeavesOn = leavesOn } } };

    private static EntryDraft Element(string key, string code, decimal amount, Primitives.Period? once)
        => new() { Key = key, ValidFrom = January.First, Content = new EntryContent { Element = new ElementTerms { Code = code, Amount = amount, Once = once } } };

    private static Task<string> PayAsync(PayrollApp app, Primitives.Period month)
        => app.PayAsync(new { group = "office", period = month.ToString(), reason = "The month's pay" });

    private static IEnumerable<decimal> Amounts(JsonElement slip, string code)
        => slip.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("code").GetString() == code).Select(line => line.GetProperty("amount").GetDecimal());

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run, int number)
        => (await app.GetAsync($"acme/payroll/runs/{run}/people/{PayrollWorld.IdOf(number)}")).Json;
}
