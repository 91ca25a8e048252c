using System.Net;
using System.Text.Json;
using BackOffice.Hosting;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.TestKit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>What a run does with an order that is refused, taken back, or decided by a try that died, and with people whom it cannot pay.</summary>
public sealed class PayrollOrderTests : IClassFixture<AzuriteFixture>
{
    private const string Run = "office-2026-01-regular";
    private const string First = $"payroll-{Run}-r1-1";
    private const string Second = $"payroll-{Run}-r1-2";

    [Fact]
    public async Task A_refused_order_is_a_state_of_the_run_with_its_reason_and_the_next_order_pays()
    {
        await using var app = await CalculatedAsync(people: 3);
        await OpenOtherAsync(app, First);
        await app.ApproveAsync(Run);
        var refused = await app.UntilAsync(Run, RunState.NotOrdered);
        await app.WaitAsync(async () => (await app.GetAsync($"acme/payroll/runs/{Run}/people/p00001/payslip")).Status == HttpStatusCode.OK, () => "the payslip: posted is posted");

        await PayAgainAsync(app);
        var page = await app.UntilAsync(Run, RunState.Settling);

        Assert.StartsWith($"{First} Differs: ", ReasonOf(refused, "RefuseOrder"), StringComparison.Ordinal);
        Assert.Equal(["pay-again", "reverse"], refused.GetProperty("allowed").EnumerateArray().Select(command => command.GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("Cancelled", (await app.GetAsync($"acme/payment-orders/{First}", PayrollApp.Marta)).Json.GetProperty("state").GetString());
        Assert.Equal([Second], page.GetProperty("orders").EnumerateArray().Select(order => order.GetString()));
        Assert.Equal(3, (await new PayrollBank(app).LinesAsync(Run, Second)).Count);
    }

    [Theory]
    [InlineData(nameof(PayrollSteps.PayShard))]
    [InlineData(nameof(PayrollSteps.SealRunOrder))]
    public async Task An_order_that_is_taken_back_under_the_run_ends_its_building_and_the_next_one_pays(string before)
    {
        var steps = new AroundActivities();
        await using var app = await CalculatedAsync(people: 2, steps);
        var orders = app.Runner.Services.GetRequiredService<PaymentOrders>();
        steps.Before = async step =>
        {
            if (step == before)
            {
                await orders.CancelAsync(new PaymentOrderReference("acme", First), "By its builder", ActorOf(app), CancellationToken.None);
            }
        };
        await app.ApproveAsync(Run);
        var refused = await app.UntilAsync(Run, RunState.NotOrdered);
        await PayAgainAsync(app);
        await app.UntilAsync(Run, RunState.Settling);

        Assert.StartsWith($"{First} Transition: ", ReasonOf(refused, "RefuseOrder"), StringComparison.Ordinal);
        Assert.Equal(2, (await new PayrollBank(app).LinesAsync(Run, Second)).Count);
    }

    [Fact]
    public async Task A_payer_takes_no_order_back_that_a_run_is_building()
    {
        var steps = new AroundActivities();
        await using var app = await CalculatedAsync(people: 2, steps);
        Documents.Answer? answer = null;
        steps.Before = async step => answer = step == nameof(PayrollSteps.SealRunOrder) ? await app.PostAsync($"acme/payment-orders/{First}/cancel", new { reason = "Too early" }, PayrollApp.Marta) : answer;
        await app.ApproveAsync(Run);
        await app.UntilAsync(Run, RunState.Settling);

        answer!.AssertRefused(HttpStatusCode.Conflict, "order-being-built");
        Assert.Equal(HttpStatusCode.OK, (await app.PostAsync($"acme/payment-orders/{First}/cancel", new { reason = "The wrong account" }, PayrollApp.Marta)).Status);
    }

    [Fact]
    public async Task What_a_try_that_died_put_into_the_order_is_what_is_paid()
    {
        var steps = new AroundActivities();
        await using var app = await CalculatedAsync(people: 3, steps);
        var store = app.Runner.Services.GetRequiredService<PayrollStore>();
        await app.PostAsync($"acme/payroll/runs/{Run}/people/p00003/hold", new { reason = "The account is in doubt" });
        var died = false;
        steps.After = async step =>
        {
            if (step == nameof(PayrollSteps.PayShard) && !died)
            {
                died = true;
                await store.DeletePersonAsync(await ReleasedAsync(store, "p00003"), CancellationToken.None); // a release that was asked for before
                throw new InvalidOperationException("The power fails.");
            }
        };
        await app.ApproveAsync(Run);
        await app.UntilAsync(Run, RunState.Settling);
        var first = await new PayrollBank(app).LinesAsync(Run, First);
        await PayAgainAsync(app);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);

        Assert.True(died);
        Assert.Equal(["p00001", "p00002"], first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("p00003", Assert.Single(await new PayrollBank(app).LinesAsync(Run, Second)).Key);
    }

    [Fact]
    public async Task Who_has_no_account_any_more_is_named_by_the_second_order_and_paid_by_the_third()
    {
        await using var app = await CalculatedAsync(people: 3);
        var bank = new PayrollBank(app);
        await app.PostAsync($"acme/payroll/runs/{Run}/people/p00003/hold", new { reason = "The account is in doubt" });
        await app.ApproveAsync(Run);
        await app.UntilAsync(Run, RunState.Settling);
        await bank.ExportAsync(First);
        await bank.ImportAsync(await bank.StatementAsync(Run, First, "2026-01-30", "p00002"));
        await app.UntilAsync(Run, RunState.PartiallyPaid);
        foreach (var number in (int[])[1, 2, 3])
        {
            await app.World.RecordAsync(number, app.Time.GetUtcNow(), new EntryDraft { Key = "main", ValidFrom = new LocalDate(2025, 1, 1), ValidTo = new LocalDate(2026, 1, 2), Content = new EntryContent { Account = new BankAccount { Iban = "PL61109010140000071219812874" } } });
        }

        await app.PostAsync($"acme/payroll/runs/{Run}/people/p00003/release", new { reason = "It was right" }, PayrollApp.Marta);
        await PayAgainAsync(app);
        await app.UntilAsync(Run, RunState.PartiallyPaid, also: page => Count(page, "PayAgain") == 1);
        var named = (await app.GetAsync($"acme/payroll/runs/{Run}/people")).Items.Select(person => string.Join(' ', ((string[])["person", "state", "reason"]).Select(name => person.GetProperty(name).GetString()))).ToList();
        await app.World.RecordAsync(2, app.Time.GetUtcNow(), PayrollWorld.Account("PL60102010260000042270201111"));
        await app.World.RecordAsync(3, app.Time.GetUtcNow(), PayrollWorld.Account("PL60102010260000042270201111"));
        await PayAgainAsync(app);
        await app.UntilAsync(Run, RunState.Settling, also: page => page.GetProperty("orders").GetArrayLength() == 2);

        Assert.Equal(["p00002 Returned Returned: AC04; AccountMissing", "p00003 Held AccountMissing"], named); // the first one is paid
        Assert.Equal(["p00002", "p00003"], (await bank.LinesAsync(Run, $"payroll-{Run}-r1-3")).Keys.Order(StringComparer.Ordinal));
        Assert.Empty((await app.GetAsync($"acme/payroll/runs/{Run}/people")).Items);
    }

    private static async Task<PayrollApp> CalculatedAsync(int people, AroundActivities? steps = null)
    {
        var app = await PayrollApp.StartAsync(people, configure: steps is null ? null : steps.Configure);
        await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(Run, RunState.Calculated);
        return app;
    }

    /// <summary>Takes the name of an order for another one.</summary>
    private static async Task OpenOtherAsync(PayrollApp app, string order)
    {
        var terms = new PaymentOrderTerms(new Debtor("Acme", Iban.Read("PL27114020040000300201355387").Value!), new LocalDate(2026, 1, 29), Currency.Pln, PaymentPurpose.Salary, PaymentFormat.PlnCsv);
        var opened = await app.Runner.Services.GetRequiredService<PaymentOrders>().OpenAsync(new PaymentOrderRequest(new PaymentOrderReference("acme", order), terms, "somebody"), ActorOf(app), CancellationToken.None);
        Assert.Null(opened.Refusal);
    }

    private static Tenancy.Actor ActorOf(PayrollApp app) => new("payroll", app.Time.GetUtcNow(), "test", new Tenancy.Tenant("acme", "Acme S.r.l.", "IT", "Europe/Rome"));

    private static async Task<PersonRow> ReleasedAsync(PayrollStore store, string person)
    {
        var row = await store.FindPersonAsync(new RunReference("acme", Run), person, CancellationToken.None) ?? throw new InvalidOperationException("Nobody is held.");
        row.HeldBy = null;
        return row;
    }

    private static async Task PayAgainAsync(PayrollApp app)
        => Assert.Equal(HttpStatusCode.Accepted, (await app.PostAsync($"acme/payroll/runs/{Run}/pay-again", new { reason = "It is mended" }, PayrollApp.Marta)).Status);

    private static int Count(JsonElement page, string @event) => page.GetProperty("history").EnumerateArray().Count(change => change.GetProperty("event").GetString() == @event);

    private static string ReasonOf(JsonElement page, string @event)
        => Assert.Single(page.GetProperty("history").EnumerateArray(), change => change.GetProperty("event").GetString() == @event).GetProperty("reason").GetString()!;
}
