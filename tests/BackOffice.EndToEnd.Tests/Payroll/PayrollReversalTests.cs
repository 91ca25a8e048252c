using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

public sealed class PayrollReversalTests : IClassFixture<AzuriteFixture>
{
    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };

    [Fact]
    public async Task A_run_is_taken_back_as_a_whole_and_the_month_is_run_again()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var run = await PayAsync(app, held: "p00003");
        var net = await NetAsync(app, run, "p00001");

        var reversal = await ReverseAsync(app, run, new { reason = "Wrong allowances" });
        await app.UntilAsync(reversal, RunState.Calculated);
        var meanwhile = await app.UntilAsync(run, RunState.Reversing);
        var (paid, held) = (await SlipAsync(app, reversal, "p00001"), await SlipAsync(app, reversal, "p00003"));
        await app.ApproveAsync(reversal);
        await app.UntilAsync(run, RunState.Reversed);
        var done = await app.UntilAsync(reversal, RunState.Closed);

        Assert.Equal(reversal, meanwhile.GetProperty("reversedBy").GetString());
        Assert.Equal(0, paid.GetProperty("net").GetDecimal());
        Assert.Equal(net, Of(paid, "debt.carried"));
        Assert.Equal(-await NetAsync(app, run, "p00003"), held.GetProperty("net").GetDecimal()); // it cancels what was never paid
        Assert.Empty(done.GetProperty("orders").EnumerateArray());
        Assert.Equal(["231", "234"], (await OpenAccountsAsync(app)).Keys); // what was paid left the bank and is owed by the people; all else is even
        Assert.Equal(net + await NetAsync(app, run, "p00002"), (await OpenAccountsAsync(app))["234"]);

        var again = await app.CalculateAsync(January);
        await app.UntilAsync(again, RunState.Calculated);
        Assert.Equal("office-2026-01-regular-2", again);
        Assert.True(Of(await SlipAsync(app, again, "p00001"), "debt.recovered") > 0);
        Assert.Equal(0, Of(await SlipAsync(app, again, "p00003"), "debt.recovered"));
    }

    [Fact]
    public async Task One_person_is_taken_back_and_the_others_are_paid_as_they_were()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var run = await PayAsync(app, held: "p00003");

        var reversal = await ReverseAsync(app, run, new { people = new[] { "p00003" }, reason = "Had left before" });
        await app.UntilAsync(reversal, RunState.Calculated);
        var release = await app.PostAsync($"acme/payroll/runs/{run}/people/p00003/release", new { reason = "The account is right" }, PayrollApp.Marta);
        var again = await app.PostAsync($"acme/payroll/runs/{run}/pay-again", new { reason = "Released" }, PayrollApp.Marta);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);

        Assert.Equal(HttpStatusCode.OK, release.Status);
        again.AssertRefused(HttpStatusCode.Conflict, RunReversal.UnderWay);
        Assert.Equal($"{PersonState.Reversed}", (await SlipAsync(app, run, "p00003")).GetProperty("state").GetString());
        await app.PostAsync($"acme/payroll/runs/{run}/pay-again", new { reason = "Whoever is left" }, PayrollApp.Marta);
        var page = await app.UntilAsync(run, RunState.Settling, also: page => page.GetProperty("history").EnumerateArray().Count(change => change.GetProperty("event").GetString() == "Seal") == 2);
        Assert.Single(page.GetProperty("orders").EnumerateArray()); // nobody is left to pay
    }

    [Fact]
    public async Task A_reversal_that_is_given_up_leaves_the_run_as_it_was()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var run = await PayAsync(app, held: "p00002");
        var reversal = await ReverseAsync(app, run, new { reason = "Wrong allowances", monthlyRecovery = 300 });
        await app.UntilAsync(reversal, RunState.Calculated);

        var second = await app.PostAsync($"acme/payroll/runs/{run}/reverse", new { reason = "Once more" });
        await app.PostAsync($"acme/payroll/runs/{reversal}/cancel", new { reason = "It was right" });
        await app.UntilAsync(reversal, RunState.Cancelled);
        var page = await app.UntilAsync(run, RunState.Settling, also: page => page.GetProperty("reversedBy").ValueKind == JsonValueKind.Null);
        await app.PostAsync($"acme/payroll/runs/{run}/people/p00002/release", new { reason = "The account is right" }, PayrollApp.Marta);
        await app.PostAsync($"acme/payroll/runs/{run}/pay-again", new { reason = "Released" }, PayrollApp.Marta);

        second.AssertRefused(HttpStatusCode.Conflict, RunReversal.UnderWay);
        Assert.Contains("reverse", page.GetProperty("allowed").EnumerateArray().Select(command => command.GetString()));
        Assert.Equal(2, (await app.UntilAsync(run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2)).GetProperty("orders").GetArrayLength());
    }

    [Fact]
    public async Task Only_what_is_posted_is_taken_back_and_a_reversal_never_is()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        var early = await app.CalculateAsync(January);
        await app.UntilAsync(early, RunState.Calculated);
        var refused = await app.PostAsync($"acme/payroll/runs/{early}/reverse", new { reason = "Too early" });
        await app.ApproveAsync(early);
        await app.UntilAsync(early, RunState.Settling);
        var unsent = await app.PostAsync($"acme/payroll/runs/{early}/reverse", new { reason = "Before it is sent" });
        await ExportAsync(app, early);
        var reversal = await ReverseAsync(app, early, new { reason = "Wrong allowances" });
        await app.UntilAsync(reversal, RunState.Calculated);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);

        refused.AssertRefused(HttpStatusCode.Conflict, PayrollRuns.Unfit);
        unsent.AssertRefused(HttpStatusCode.Conflict, RunReversal.OrderWaits);
        (await app.PostAsync($"acme/payroll/runs/{reversal}/people/p00001/exclude", new { reason = "Not this one" })).AssertRefused(HttpStatusCode.Conflict, PayrollRuns.Unfit);
        (await app.PostAsync($"acme/payroll/runs/{reversal}/reverse", new { reason = "Back again" })).AssertRefused(HttpStatusCode.Conflict, PayrollRuns.Unfit);
        (await app.PostAsync("acme/payroll/runs/nothing-there/reverse", new { reason = "Which one" })).AssertRefused(HttpStatusCode.NotFound, "not-found");
        (await app.PostAsync($"acme/payroll/runs/{early}/reverse", new { reason = "By a cent", monthlyRecovery = 0.001m })).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task A_month_taken_back_of_one_person_and_paid_rightly_off_cycle_is_not_paid_again_by_the_next_run()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var run = await PayAsync(app, held: "p00003");
        await app.World.RecordAsync(1, app.Time.GetUtcNow(), PayrollWorld.Terms(pay: PayrollWorld.PayOf(1) - 500, new NodaTime.LocalDate(2026, 1, 1)));
        var reversal = await ReverseAsync(app, run, new { people = new[] { "p00001" }, reason = "Paid too much" });
        await app.UntilAsync(reversal, RunState.Calculated);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);

        var right = await app.CalculateAsync(new { group = "office", period = "2026-01", kind = "off-cycle", people = new[] { "p00001" }, reason = "As it should have been" });
        await app.UntilAsync(right, RunState.Calculated);
        var paid = await SlipAsync(app, right, "p00001");
        await app.ApproveAsync(right);
        await app.UntilAsync(right, RunState.Settling);
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "The month's pay" });
        await app.UntilAsync(february, RunState.Calculated);
        var next = await SlipAsync(app, february, "p00001");

        Assert.Equal(PayrollWorld.PayOf(1) - 500, Of(paid, "pay.base"));
        Assert.Equal(PayrollWorld.PayOf(1) - 500, Of(next, "pay.base")); // of February, and nothing of January
        Assert.DoesNotContain(next.GetProperty("lines").EnumerateArray(), line => line.GetProperty("for").ValueKind != JsonValueKind.Null && line.GetProperty("kind").GetString() == "earning");
    }

    [Fact]
    public async Task Money_that_comes_back_makes_a_reversal_stale_only_where_it_is_of_somebody_in_it()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var bank = new PayrollBank(app);
        var run = await PayAsync(app, held: "p00003");
        var lines = await bank.LinesAsync(run, $"payroll-{run}-r1-1");
        var reversal = await ReverseAsync(app, run, new { people = new[] { "p00001" }, reason = "Paid too much" });
        await app.UntilAsync(reversal, RunState.Calculated);

        await bank.ImportAsync(bank.Statement("2026-01-26", (lines["p00002"].Reference, lines["p00002"].Net, "AC04")));
        await app.PostAsync($"acme/payroll/runs/{reversal}/submit", new { round = 1, reason = "Looked at" });
        await app.DecideAsync(reversal, 1, "refuse");
        await app.UntilAsync(reversal, RunState.Rejected);
        await app.PostAsync($"acme/payroll/runs/{reversal}/calculate", new { reason = "Once more" });
        await app.UntilAsync(reversal, RunState.Calculated, round: 2);
        await bank.ImportAsync(bank.Statement("2026-01-26", (lines["p00001"].Reference, lines["p00001"].Net, "AC04")));
        var stale = await app.PostAsync($"acme/payroll/runs/{reversal}/submit", new { round = 2, reason = "Looked at" });
        await app.PostAsync($"acme/payroll/runs/{reversal}/calculate", new { reason = "The money came back" });
        await app.UntilAsync(reversal, RunState.Calculated, round: 3);

        stale.AssertRefused(HttpStatusCode.Conflict, "recalculate-first");
        Assert.Equal(-lines["p00001"].Net, await NetAsync(app, reversal, "p00001")); // nobody owes what came back
        await app.ApproveAsync(reversal, round: 3);
        await app.UntilAsync(reversal, RunState.Closed, round: 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Money_that_comes_back_after_the_reversal_is_told_with_its_amount_once(bool isWhole)
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var bank = new PayrollBank(app);
        var run = await PayAsync(app, held: "p00003");
        var lines = await bank.LinesAsync(run, $"payroll-{run}-r1-1");
        await bank.ImportAsync(bank.Statement("2026-01-26", (lines["p00002"].Reference, lines["p00002"].Net, "AC04")));
        var reversal = await ReverseAsync(app, run, new { people = isWhole ? null : new[] { "p00001", "p00002" }, reason = "Paid too much" });
        await app.UntilAsync(reversal, RunState.Calculated);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);
        foreach (var day in (string[])["2026-01-27", "2026-01-28"])
        {
            await bank.ImportAsync(bank.Statement(day, (lines["p00001"].Reference, lines["p00001"].Net, "AC06"), (lines["p00002"].Reference, lines["p00002"].Net, "AC04")));
        }

        var history = (await app.GetAsync($"acme/payroll/runs/{run}")).Json.GetProperty("history").EnumerateArray();
        var told = Assert.Single(history, change => change.GetProperty("event").GetString() == LateReturns.Event); // what had come back before is owed by nobody
        Assert.Equal("p00001", Assert.Single(told.GetProperty("people").EnumerateArray()).GetString());
        Assert.Equal(FormattableString.Invariant($"{lines["p00001"].Net:0.00} PLN came back by payroll-{run}-r1-1 after the slip was taken back (AC06). The next slip sets it off against the debt and pays out what is over."), told.GetProperty("reason").GetString());
        Assert.Single(await MessagesAsync(app, "payroll.late-return"));
    }

    private static async Task<string> PayAsync(PayrollApp app, string held)
    {
        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Calculated);
        await app.PostAsync($"acme/payroll/runs/{run}/people/{held}/hold", new { reason = "The account is in doubt" });
        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);
        await ExportAsync(app, run);
        return run;
    }

    private static async Task ExportAsync(PayrollApp app, string run)
        => Assert.True((await app.PostAsync($"acme/payment-orders/payroll-{run}-r1-1/export", new { reason = "Pay day" }, PayrollApp.Marta)).Status is HttpStatusCode.OK or HttpStatusCode.Accepted);

    private static async Task<string> ReverseAsync(PayrollApp app, string run, object body)
    {
        var created = await app.PostAsync($"acme/payroll/runs/{run}/reverse", body);
        Assert.True(created.Status == HttpStatusCode.Created, $"{created.Json}");
        var reversal = created.Json.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync($"acme/payroll/runs/{reversal}/calculate", new { reason = "To take it back" })).Status);
        return reversal;
    }

    /// <summary>Notifications of an event, sent or not.</summary>
    private static async Task<IReadOnlyList<string>> MessagesAsync(PayrollApp app, string name)
        => [.. (await new TableServiceClient(app.Account).GetTableClient(PayrollKeys.Table).QueryAsync<TableEntity>($"Event eq '{name}'").ToListAsync()).Select(row => row.RowKey)];

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run, string person) => (await app.GetAsync($"acme/payroll/runs/{run}/people/{person}")).Json;

    private static async Task<decimal> NetAsync(PayrollApp app, string run, string person) => (await SlipAsync(app, run, person)).GetProperty("net").GetDecimal();

    private static decimal Of(JsonElement slip, string code)
        => slip.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("code").GetString() == code).Sum(line => line.GetProperty("amount").GetDecimal());

    /// <summary>Accounts of January that are not even, with their balance.</summary>
    private static async Task<SortedDictionary<string, decimal>> OpenAccountsAsync(PayrollApp app)
        => new((await app.GetAsync("acme/trial-balances/2026-01", PayrollApp.Andrei)).Json.GetProperty("accounts").EnumerateArray()
            .Where(account => account.GetProperty("balance").GetDecimal() != 0)
            .ToDictionary(account => account.GetProperty("account").GetString()!, account => account.GetProperty("balance").GetDecimal()), StringComparer.Ordinal);
}
