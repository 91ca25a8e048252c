using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using BackOffice.Payments;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.TestKit;

namespace BackOffice.Payroll;

/// <summary>Money that never arrived, of slips that were taken back as if it had: nobody pays back what he never got.</summary>
public sealed class PayrollSetOffTests : IClassFixture<AzuriteFixture>
{
    private const string First = "p00001";
    private const string Second = "p00002";

    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };
    private static readonly object February = new { group = "office", period = "2026-02", reason = "The month's pay" };

    [Fact]
    public async Task What_comes_back_after_a_reversal_is_set_off_by_the_next_slip_and_what_was_paid_back_already_is_paid_out()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var bank = new PayrollBank(app);
        var run = await PayAsync(app, January);
        var lines = await bank.LinesAsync(run, OrderOf(run));
        await bank.ImportAsync(await bank.StatementAsync(run, OrderOf(run), "2026-01-26"));
        await ReverseAsync(app, run, people: null);
        foreach (var day in (string[])["2026-01-27", "2026-01-28"])
        {
            await bank.ImportAsync(bank.Statement(day, (lines[First].Reference, lines[First].Net, "AC04")));
        }

        var again = await CalculatedAsync(app, January);
        var early = await SlipAsync(app, again, First);
        await bank.ImportAsync(bank.Statement("2026-01-28", (lines[Second].Reference, lines[Second].Net, "AC04")));
        await app.PostAsync($"acme/payroll/runs/{again}/retry", new { people = new[] { First }, reason = "Looked at twice" });
        await app.UntilAsync(again, RunState.Calculated, round: 2);
        var (one, two) = (await SlipAsync(app, again, First), await SlipAsync(app, again, Second));
        await SettleAsync(app, bank, again, round: 2);
        var between = await CalculatedAsync(app, new { group = "office", period = "2026-01", kind = "off-cycle", people = new[] { First, Second }, reason = "What never arrived" });
        var next = await SlipAsync(app, between, Second);
        await SettleAsync(app, bank, between, round: 1);

        var net = lines[First].Net;
        Assert.All([early, one], slip => Assert.Equal((net, net, net), (Of(slip, "net.returned"), Of(slip, "debt.recovered"), slip.GetProperty("net").GetDecimal())));
        var recovered = Of(two, "debt.recovered");
        Assert.Equal((0m, lines[Second].Net - recovered), (Of(two, "net.returned"), two.GetProperty("net").GetDecimal())); // it came back after he was calculated
        Assert.True(recovered > 0 && recovered < lines[Second].Net);
        Assert.Equal((lines[Second].Net, lines[Second].Net - recovered, recovered), (Of(next, "net.returned"), Of(next, "debt.recovered"), next.GetProperty("net").GetDecimal()));
        Assert.Empty((await SlipAsync(app, between, First)).GetProperty("lines").EnumerateArray());
        Assert.Equal((0m, 0m), (await bank.BalanceAsync("231"), await bank.BalanceAsync("234"))); // nobody is owed anything, and nobody owes

        await app.PostAsync($"acme/payroll/runs/{again}/replays", new { reason = "The auditor asks" }, PayrollApp.Andrei);
        JsonElement replay = default;
        await app.WaitAsync(async () => (replay = (await app.GetAsync($"acme/payroll/runs/{again}/replays/r2-1", PayrollApp.Andrei)).Json).GetProperty("certificate").ValueKind != JsonValueKind.Null, () => "the certificate");
        Assert.Equal($"{ReplayVerdict.Identical}", replay.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Who_was_paid_again_before_the_reversal_is_set_off_only_what_the_second_order_gives_back_and_a_slip_taken_back_opens_it_again()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        var bank = new PayrollBank(app);
        var run = await PayAsync(app, January);
        var old = bank.Statement("2026-01-26", [.. (await bank.LinesAsync(run, OrderOf(run))).Where(line => line.Key == First).Select(line => (line.Value.Reference, line.Value.Net, (string?)"AC04"))]);
        await bank.ImportAsync(old);
        await app.UntilAsync(run, RunState.PartiallyPaid);
        await app.PostAsync($"acme/payroll/runs/{run}/pay-again", new { reason = "Corrected" }, PayrollApp.Marta);
        await app.UntilAsync(run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);
        var second = OrderOf(run)[..^1] + "2";
        await bank.ExportAsync(second);
        var paid = (await bank.LinesAsync(run, second))[First];
        await ReverseAsync(app, run, [First]);

        await bank.ImportAsync(bank.Statement("2026-01-27", [.. (await bank.LinesAsync(run, OrderOf(run))).Where(line => line.Key == First).Select(line => (line.Value.Reference, line.Value.Net, (string?)"AC04"))]));
        Assert.Empty(await ToldAsync(app, run)); // the other order has paid since
        await bank.ImportAsync(bank.Statement("2026-01-28", (paid.Reference, paid.Net, "AC06")));
        Assert.Contains(second, Assert.Single(await ToldAsync(app, run)), StringComparison.Ordinal);

        var extra = await PayAsync(app, new { group = "office", period = "2026-01", kind = "off-cycle", people = new[] { First }, reason = "As it should have been" });
        var right = await SlipAsync(app, extra, First);
        await ReverseAsync(app, extra, people: null);
        var next = await SlipAsync(app, await CalculatedAsync(app, February), First);

        Assert.Equal((paid.Net, paid.Net, paid.Net), (Of(right, "net.returned"), Of(right, "debt.recovered"), right.GetProperty("net").GetDecimal()));
        Assert.Equal(paid.Net, Of(next, "net.returned")); // the slip that had set it off is taken back; its own net is owed
        Assert.Equal(paid.Net, next.GetProperty("lines").EnumerateArray().First(line => line.GetProperty("code").GetString() == "debt.recovered").GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task What_the_bank_never_paid_is_set_off_though_no_payment_was_ever_posted()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        var bank = new PayrollBank(app);
        var run = await PayAsync(app, January);
        var line = (await bank.LinesAsync(run, OrderOf(run)))[First];
        await ReverseAsync(app, run, people: null);

        await bank.ImportAsync(Refusal(OrderOf(run), line.Reference));
        var again = await CalculatedAsync(app, January);
        var slip = await SlipAsync(app, again, First);
        await SettleAsync(app, bank, again, round: 1);

        Assert.StartsWith(FormattableString.Invariant($"{line.Net:0.00} PLN was not paid by {OrderOf(run)} "), Assert.Single(await ToldAsync(app, run)), StringComparison.Ordinal);
        Assert.Equal((line.Net, line.Net, line.Net), (Of(slip, "net.returned"), Of(slip, "debt.recovered"), slip.GetProperty("net").GetDecimal()));
        Assert.Equal((0m, 0m), (await bank.BalanceAsync("231"), await bank.BalanceAsync("234")));
    }

    [Fact]
    public async Task Somebody_taken_back_before_is_heard_while_another_is_and_a_reversal_that_waits_for_the_books_is_judged_again()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        var bank = new PayrollBank(app);
        var run = await PayAsync(app, January);
        var lines = await bank.LinesAsync(run, OrderOf(run));
        await ReverseAsync(app, run, [First]);
        var waiting = await CreateReversalAsync(app, run, [Second]);
        await app.World.CloseAsync(new Period(2026, 1), app.Time.GetUtcNow());
        await app.ApproveAsync(waiting);
        await app.UntilAsync(waiting, RunState.Approved, also: page => page.GetProperty("history").EnumerateArray().Any(change => change.GetProperty("event").GetString() == "Hinder"));
        var before = await VersionAsync(app, waiting);

        await bank.ImportAsync(bank.Statement("2026-01-27", (lines[First].Reference, lines[First].Net, "AC04"), (lines[Second].Reference, lines[Second].Net, "AC04")));

        Assert.Contains(FormattableString.Invariant($"{lines[First].Net:0.00} PLN"), Assert.Single(await ToldAsync(app, run)), StringComparison.Ordinal);
        Assert.NotEqual(before, await VersionAsync(app, waiting)); // who looked at it before cannot post it
    }

    private static string OrderOf(string run, int round = 1) => FormattableString.Invariant($"payroll-{run}-r{round}-1");

    private static async Task<string> CalculatedAsync(PayrollApp app, object wanted)
    {
        var run = await app.CalculateAsync(wanted);
        await app.UntilAsync(run, RunState.Calculated);
        return run;
    }

    /// <summary>Calculates and approves a run and takes its order to the bank.</summary>
    private static async Task<string> PayAsync(PayrollApp app, object wanted)
    {
        var run = await CalculatedAsync(app, wanted);
        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);
        await new PayrollBank(app).ExportAsync(OrderOf(run));
        return run;
    }

    /// <summary>Approves and pays a run, and has the bank tell it.</summary>
    private static async Task SettleAsync(PayrollApp app, PayrollBank bank, string run, int round)
    {
        await app.ApproveAsync(run, round);
        await app.UntilAsync(run, RunState.Settling, round);
        await bank.ExportAsync(OrderOf(run, round));
        await bank.ImportAsync(await bank.StatementAsync(run, OrderOf(run, round), "2026-01-30"));
        await app.UntilAsync(run, RunState.Closed, round);
    }

    private static async Task<string> CreateReversalAsync(PayrollApp app, string run, string[]? people)
    {
        var created = await app.PostAsync($"acme/payroll/runs/{run}/reverse", new { people, reason = "Paid too much" });
        Assert.True(created.Status == HttpStatusCode.Created, $"{created.Json}");
        var reversal = created.Json.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync($"acme/payroll/runs/{reversal}/calculate", new { reason = "To take it back" })).Status);
        await app.UntilAsync(reversal, RunState.Calculated);
        return reversal;
    }

    private static async Task ReverseAsync(PayrollApp app, string run, string[]? people)
    {
        var reversal = await CreateReversalAsync(app, run, people);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);
    }

    /// <summary>A status report by which a payment is refused.</summary>
    private static string Refusal(string order, string reference)
    {
        var tag = PaymentKeys.Tag(new PaymentOrderReference(PayrollWorld.Tenant, order));
        return $"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-01-26T10:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{tag}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{tag}-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>""";
    }

    /// <summary>What the history of a run says of money that never arrived.</summary>
    private static async Task<IReadOnlyList<string>> ToldAsync(PayrollApp app, string run)
        => [.. (await app.GetAsync($"acme/payroll/runs/{run}")).Json.GetProperty("history").EnumerateArray().Where(change => change.GetProperty("event").GetString() == LateReturns.Event).Select(change => change.GetProperty("reason").GetString()!)];

    private static async Task<Azure.ETag> VersionAsync(PayrollApp app, string run)
        => (await new TableServiceClient(app.Account).GetTableClient(PayrollKeys.Table).GetEntityAsync<RunRow>(PayrollKeys.Partition(PayrollWorld.Tenant), PayrollKeys.Run(run))).Value.ETag;

    private static async Task<JsonElement> SlipAsync(PayrollApp app, string run, string person) => (await app.GetAsync($"acme/payroll/runs/{run}/people/{person}")).Json;

    private static decimal Of(JsonElement slip, string code)
        => slip.GetProperty("lines").EnumerateArray().Where(line => line.GetProperty("code").GetString() == code).Sum(line => line.GetProperty("amount").GetDecimal());
}
