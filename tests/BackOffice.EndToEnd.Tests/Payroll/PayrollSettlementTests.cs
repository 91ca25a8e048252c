using System.Net;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

/// <summary>From a sealed order to a closed run, by the bank's files and by a payer's word.</summary>
public sealed class PayrollSettlementTests : IClassFixture<AzuriteFixture>
{
    private const string Run = "office-2026-01-regular";
    private const string First = $"payroll-{Run}-r1-1";
    private const string Second = $"payroll-{Run}-r1-2";
    private const string Payable = "231";
    private const string Bank = "130";

    [Fact]
    public async Task All_paid_closes_the_run_and_empties_the_payable_account_and_the_same_file_again_changes_nothing()
    {
        await using var app = await OrderedAsync(people: 3);
        var bank = new PayrollBank(app);
        var statement = await bank.StatementAsync(Run, First, "2026-01-30");

        var first = await bank.ImportAsync(statement);
        var closed = await app.UntilAsync(Run, RunState.Closed);
        var entries = await bank.EntriesAsync(Run);
        var again = await bank.ImportAsync(statement);

        var net = (await bank.LinesAsync(Run, First)).Values.Sum(line => line.Net);
        Assert.Equal(3, first.Json.GetProperty("paid").GetInt32());
        Assert.Equal(first.Text, again.Text);
        Assert.Equal([$"payroll-{Run}-r1", $"{First}-paid-1"], entries.Select(entry => entry.Split(' ')[0]));
        Assert.Contains(FormattableString.Invariant($"{First}-paid-1 2026-01-30 {net}"), entries);
        Assert.Equal((0m, -net), (await bank.BalanceAsync(Payable), await bank.BalanceAsync(Bank)));
        Assert.Equal(entries, await bank.EntriesAsync(Run));
        var history = (await app.GetAsync($"acme/payroll/runs/{Run}")).Json.GetProperty("history");
        Assert.Single(history.EnumerateArray(), change => change.GetProperty("event").GetString() == "PostPayment");
        Assert.Single(history.EnumerateArray(), change => change.GetProperty("event").GetString() == "Close");
        Assert.Equal("Closed", closed.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_the_bank_tells_twice_in_different_files_is_posted_once()
    {
        await using var app = await OrderedAsync(people: 2);
        var bank = new PayrollBank(app);
        var lines = await bank.LinesAsync(Run, First);

        await bank.ImportAsync(bank.Statement("2026-01-29", (lines["p00001"].Reference, lines["p00001"].Net, null)));
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30")); // both, the first one again
        await app.UntilAsync(Run, RunState.Closed);

        Assert.Equal(
            [
                FormattableString.Invariant($"{First}-paid-1 2026-01-29 {lines["p00001"].Net}"),
                FormattableString.Invariant($"{First}-paid-2 2026-01-30 {lines["p00002"].Net}"),
            ],
            (await bank.EntriesAsync(Run)).Where(entry => entry.Contains("-paid-", StringComparison.Ordinal)));
        Assert.Equal(0m, await bank.BalanceAsync(Payable));
    }

    [Fact]
    public async Task What_came_back_is_ordered_again_for_that_person_alone_to_the_corrected_account()
    {
        await using var app = await OrderedAsync(people: 4);
        var bank = new PayrollBank(app);
        var net = (await bank.LinesAsync(Run, First))["p00002"].Net;

        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30", "p00002"));
        await app.UntilAsync(Run, RunState.PartiallyPaid);
        var returned = Assert.Single((await app.GetAsync($"acme/payroll/runs/{Run}/people")).Items);
        var owed = await bank.BalanceAsync(Payable);
        await app.World.RecordAsync(2, app.Time.GetUtcNow(), PayrollWorld.Account("PL60102010260000042270201111"));
        var asked = await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "The account is corrected" }, PayrollApp.Marta);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);
        await bank.ExportAsync(Second);
        var file = await app.TextAsync($"acme/payment-orders/{Second}/file", PayrollApp.Marta);
        var told = bank.Statement("2026-01-30", ((await bank.LinesAsync(Run, First))["p00002"].Reference, net, "AC04"));
        await bank.ImportAsync(told); // the return once more, by another message
        await bank.ImportAsync(await bank.StatementAsync(Run, Second, "2026-01-31"));
        var closed = await app.UntilAsync(Run, RunState.Closed);
        await bank.ImportAsync(told);

        Assert.Equal(("p00002", "Returned", "Returned: AC04"), (returned.GetProperty("person").GetString(), returned.GetProperty("state").GetString(), returned.GetProperty("reason").GetString()));
        Assert.Equal(-net, owed); // the debt is open again
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        Assert.Equal(2, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length); // the header and one payment
        Assert.Contains("60102010260000042270201111", file, StringComparison.Ordinal);
        Assert.Equal([First, Second], closed.GetProperty("orders").EnumerateArray().Select(order => order.GetString()));
        Assert.Empty((await app.GetAsync($"acme/payroll/runs/{Run}/people")).Items);
        Assert.Equal(0m, await bank.BalanceAsync(Payable));
        Assert.Equal(
            [$"payroll-{Run}-r1", $"{First}-paid-1", $"{First}-returned-1", $"{Second}-paid-1"],
            (await bank.EntriesAsync(Run)).Select(entry => entry.Split(' ')[0]));
        Assert.Equal("Closed", (await app.GetAsync($"acme/payroll/runs/{Run}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_return_after_the_close_opens_the_run_again()
    {
        await using var app = await OrderedAsync(people: 2);
        var bank = new PayrollBank(app);
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30"));
        await app.UntilAsync(Run, RunState.Closed);
        var line = (await bank.LinesAsync(Run, First))["p00001"];

        await bank.ImportAsync(bank.Statement("2026-01-31", (line.Reference, line.Net, "AC06")));
        await app.UntilAsync(Run, RunState.PartiallyPaid);
        await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "The account is open again" }, PayrollApp.Marta);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);
        await bank.ExportAsync(Second);
        await bank.ImportAsync(await bank.StatementAsync(Run, Second, "2026-01-31"));
        await app.UntilAsync(Run, RunState.Closed);

        Assert.Contains(FormattableString.Invariant($"{First}-returned-2 2026-01-31 {line.Net}"), await bank.EntriesAsync(Run));
        Assert.Equal(0m, await bank.BalanceAsync(Payable));
    }

    [Fact]
    public async Task Who_was_held_is_paid_by_the_next_order_once_released_even_after_the_close()
    {
        await using var app = await OrderedAsync(people: 3, held: "p00003");
        var bank = new PayrollBank(app);
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30"));
        await app.UntilAsync(Run, RunState.Closed);
        var owed = await bank.BalanceAsync(Payable);

        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync($"acme/payroll/runs/{Run}/people/p00003/release", new { reason = "The account is right" }, PayrollApp.Marta)).Status);
        await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "Released" }, PayrollApp.Marta);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);
        var lines = await bank.LinesAsync(Run, Second);
        await bank.ExportAsync(Second);
        await bank.ImportAsync(await bank.StatementAsync(Run, Second, "2026-01-31"));
        await app.UntilAsync(Run, RunState.Closed);

        Assert.Equal("p00003", Assert.Single(lines).Key);
        Assert.Equal(-lines["p00003"].Net, owed);
        Assert.Equal(0m, await bank.BalanceAsync(Payable));
    }

    [Fact]
    public async Task To_pay_again_where_nobody_waits_orders_nothing_and_leaves_the_run_as_it_was()
    {
        await using var app = await OrderedAsync(people: 2);
        var bank = new PayrollBank(app);

        await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "By mistake" }, PayrollApp.Marta);
        await app.UntilAsync(Run, RunState.Settling, also: page => Events(page).Contains("PayAgain") && Events(page)[^1] == "Seal");
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30"));
        await app.UntilAsync(Run, RunState.Closed);
        await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "By mistake" }, PayrollApp.Marta);
        var closed = await app.UntilAsync(Run, RunState.Closed, also: page => Events(page).Count(word => word == "PayAgain") == 2);

        Assert.Equal(First, Assert.Single(closed.GetProperty("orders").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task An_order_that_was_taken_back_does_not_keep_the_run_from_closing_once_its_debts_are_in_another()
    {
        await using var app = await OrderedAsync(people: 2, exports: false);
        var bank = new PayrollBank(app);

        await app.PostAsync($"acme/payment-orders/{First}/cancel", new { reason = "The wrong account" }, PayrollApp.Marta);
        await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "Another file" }, PayrollApp.Marta);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);
        await bank.ExportAsync(Second);
        await bank.ImportAsync(await bank.StatementAsync(Run, Second, "2026-01-30"));
        await app.UntilAsync(Run, RunState.Closed);

        Assert.Equal(0m, await bank.BalanceAsync(Payable));
    }

    [Fact]
    public async Task A_payer_marks_the_whole_order_paid_where_the_bank_sends_no_file()
    {
        await using var app = await OrderedAsync(people: 3);
        var bank = new PayrollBank(app);
        var body = new { day = "2026-01-26", reason = "The bank confirmed it by letter" };

        (await app.PostAsync($"acme/payment-orders/{First}/paid", body)).AssertRefused(HttpStatusCode.Forbidden, "role-missing");
        (await app.PostAsync($"acme/payment-orders/{First}/paid", new { reason = "Without a day" }, PayrollApp.Marta)).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        (await app.PostAsync($"acme/payment-orders/{First}/paid", body with { day = "2026-01-27" }, PayrollApp.Marta)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        (await app.PostAsync("acme/payment-orders/none/paid", body, PayrollApp.Marta)).AssertRefused(HttpStatusCode.NotFound, "not-found");
        var paid = await app.PostAsync($"acme/payment-orders/{First}/paid", body, PayrollApp.Marta, "letter-1");
        var again = await app.PostAsync($"acme/payment-orders/{First}/paid", body, PayrollApp.Marta, "letter-1");
        await app.UntilAsync(Run, RunState.Closed);
        var late = await app.PostAsync($"acme/payment-orders/{First}/paid", body, PayrollApp.Marta, "letter-2");
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30")); // the file came after all

        Assert.Equal((HttpStatusCode.OK, 3), (paid.Status, paid.Json.GetProperty("paid").GetInt32()));
        Assert.Equal(paid.Text, again.Text);
        late.AssertRefused(HttpStatusCode.Conflict, "transition-refused");
        Assert.Equal([$"payroll-{Run}-r1", $"{First}-paid-1"], (await bank.EntriesAsync(Run)).Select(entry => entry.Split(' ')[0]));
        Assert.Contains("2026-01-26", (await bank.EntriesAsync(Run))[1], StringComparison.Ordinal);
        Assert.Equal(0m, await bank.BalanceAsync(Payable));
    }

    [Fact]
    public async Task Once_the_bank_told_of_a_line_the_order_is_not_marked_as_a_whole()
    {
        await using var app = await OrderedAsync(people: 2);
        var bank = new PayrollBank(app);
        var line = (await bank.LinesAsync(Run, First))["p00001"];
        await bank.ImportAsync(bank.Statement("2026-01-26", (line.Reference, line.Net, "AC04")));

        (await app.PostAsync($"acme/payment-orders/{First}/paid", new { day = "2026-01-26", reason = "By letter" }, PayrollApp.Marta)).AssertRefused(HttpStatusCode.Conflict, "transition-refused");
    }

    [Fact]
    public async Task Where_the_month_is_closed_the_payment_is_posted_in_the_next_open_one()
    {
        await using var app = await OrderedAsync(people: 2);
        var bank = new PayrollBank(app);
        var statement = await bank.StatementAsync(Run, First, "2026-01-30");
        app.Time.Advance(TimeSpan.FromDays(9)); // it is February
        await app.World.CloseAsync(new Period(2026, 1), app.Time.GetUtcNow());

        await bank.ImportAsync(statement);
        await app.UntilAsync(Run, RunState.Closed);

        var entry = (await app.GetAsync($"acme/journal/{First}-paid-1")).Json.GetProperty("entry");
        Assert.Equal(("2026-02-04", "2026-01"), (entry.GetProperty("day").GetString(), entry.GetProperty("period").GetString()));
    }

    [Fact]
    public async Task Where_no_month_is_open_the_payment_waits_is_told_and_is_posted_when_one_is()
    {
        await using var app = await OrderedAsync(people: 2);
        var bank = new PayrollBank(app);
        await app.World.CloseAsync(new Period(2026, 1), app.Time.GetUtcNow());

        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-26"));
        var closed = await app.UntilAsync(Run, RunState.Closed);
        app.Time.Advance(TimeSpan.FromMinutes(11));
        await app.WaitAsync(async () => Events((await app.GetAsync($"acme/payroll/runs/{Run}")).Json).Contains("HinderPayment"), () => "the note of the hindrance");
        var waiting = await bank.EntriesAsync(Run);
        app.Time.Advance(TimeSpan.FromDays(9));
        await app.WaitAsync(async () => Events((await app.GetAsync($"acme/payroll/runs/{Run}")).Json).Contains("PostPayment"), () => "the entry of the payment");

        var history = (await app.GetAsync($"acme/payroll/runs/{Run}")).Json.GetProperty("history").EnumerateArray().ToList();
        Assert.Equal("Closed", closed.GetProperty("state").GetString());
        Assert.Single(waiting); // that of the run
        Assert.StartsWith("period-closed: ", Assert.Single(history, change => change.GetProperty("event").GetString() == "HinderPayment").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Single(history, change => change.GetProperty("event").GetString() == "PostPayment");
        Assert.Contains("-paid-1 2026-02-", (await bank.EntriesAsync(Run))[1], StringComparison.Ordinal);
    }

    private static List<string?> Events(JsonElement page) => [.. page.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("event").GetString())];

    /// <summary>A company whose January is approved, and its order at the bank.</summary>
    private static async Task<PayrollApp> OrderedAsync(int people, string? held = null, bool exports = true)
    {
        var app = await PayrollApp.StartAsync(people);
        var run = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);
        if (held is not null)
        {
            await app.PostAsync($"acme/payroll/runs/{run}/people/{held}/hold", new { reason = "The account is in doubt" });
        }

        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);
        if (exports)
        {
            await new PayrollBank(app).ExportAsync(First);
        }

        return app;
    }
}
