using System.Net;
using System.Text.Json;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>The list of a run's slips, as a clerk reads it before and after the money left.</summary>
public sealed class PayrollSlipListTests : IClassFixture<AzuriteFixture>
{
    private static readonly object January = new { group = "office", period = "2026-01", reason = "The month's pay" };

    [Fact]
    public async Task Everybody_is_listed_with_state_pay_and_reason_from_calculation_to_the_banks_answer()
    {
        await using var app = await PayrollApp.StartAsync(people: 5);
        await app.World.RecordAsync(3, PayrollWorld.Founded, PayrollWorld.Terms(pay: 5_000.005m, new LocalDate(2026, 1, 1)));
        var run = await app.CalculateAsync(January);
        await app.UntilAsync(run, RunState.Exceptions);
        var slips = $"acme/payroll/runs/{run}/slips";

        Assert.Equal("p00001 Calculated, p00002 Calculated, p00003 Failed, p00004 Calculated, p00005 Calculated", await StatesAsync(app, slips));
        var failed = Assert.Single((await app.GetAsync($"{slips}?state=failed")).Items);
        var problem = Assert.Single(failed.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString();
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("net").ValueKind);
        Assert.Equal("p00003 Failed", await StatesAsync(app, $"{slips}?problem={problem}"));
        Assert.Empty((await app.GetAsync($"{slips}?problem=rule-gap")).Items);

        await app.PostAsync($"acme/payroll/runs/{run}/people/p00003/exclude", new { reason = "The contract is unclear" });
        await app.UntilAsync(run, RunState.Calculated, round: 2);
        await app.PostAsync($"acme/payroll/runs/{run}/people/p00002/hold", new { reason = "The account is in doubt" });
        await app.ApproveAsync(run, round: 2);
        var order = (await app.UntilAsync(run, RunState.Settling, round: 2)).GetProperty("orders")[0].GetString()!;
        Assert.Equal("p00001 Ordered, p00002 Held, p00003 Excluded, p00004 Ordered, p00005 Ordered", await StatesAsync(app, slips));

        var bank = new PayrollBank(app);
        await bank.ExportAsync(order);
        await bank.ImportAsync(await bank.StatementAsync(run, order, "2026-01-30", "p00004"));
        await app.UntilAsync(run, RunState.PartiallyPaid, round: 2);
        Assert.Equal("p00001 Paid, p00002 Held, p00003 Excluded, p00004 Returned, p00005 Paid", await StatesAsync(app, slips));
        Assert.Equal("Paid", (await app.GetAsync($"acme/payroll/runs/{run}/people/p00005")).Json.GetProperty("state").GetString());

        var csv = (await app.TextAsync($"{slips}/export?state=held,returned,excluded")).Split("\r\n");
        Assert.EndsWith("Stan,Wynagrodzenie brutto,Do wypłaty,Pozostałe zadłużenie,Waluta,Powód,Problemy,Uwagi", csv[0], StringComparison.Ordinal);
        Assert.Matches(@"^p00002,Wstrzymano,5020\.00,[0-9]+\.[0-9]{2},,PLN,The account is in doubt,,", csv[1]); // 5 000 and twice 10
        Assert.Equal("p00003,Pominięto,,,,,The contract is unclear,,", csv[2]);
        Assert.Matches(@"^p00004,Zwrócono przez bank,5040\.00,[0-9]+\.[0-9]{2},,PLN,.*AC04,,", csv[3]);
        Assert.Equal(["p00002", "p00003", "p00004", ""], csv.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task Who_owes_something_is_found_and_what_he_pays_back_himself_goes_off_it()
    {
        await using var app = await PayrollApp.StartAsync(people: 3);
        await app.World.RecordAsync(2, PayrollWorld.Founded, Once("retro", -9_000, new Primitives.Period(2026, 1)));
        var january = await app.CalculateAsync(January);
        await app.UntilAsync(january, RunState.Calculated);

        var owing = Assert.Single((await app.GetAsync($"acme/payroll/runs/{january}/slips?owes=true")).Items);
        var debt = owing.GetProperty("debt").GetDecimal();
        Assert.Equal(("p00002", 0m), (owing.GetProperty("person").GetString(), owing.GetProperty("net").GetDecimal()));
        Assert.InRange(debt, 3_000, 9_000);
        (await app.GetAsync($"acme/payroll/runs/{january}/slips?owes=perhaps")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");

        await app.ApproveAsync(january, round: 1);
        await app.UntilAsync(january, RunState.Settling);
        await app.World.RecordAsync(2, app.Time.GetUtcNow(), Once("debt.settled", debt - 100, new Primitives.Period(2026, 2)), Agreed(40));
        var february = await app.CalculateAsync(new { group = "office", period = "2026-02", reason = "February's pay" });
        await app.UntilAsync(february, RunState.Calculated);

        Assert.Equal(60, Assert.Single((await app.GetAsync($"acme/payroll/runs/{february}/slips?owes=true")).Items).GetProperty("debt").GetDecimal()); // 100 - 40
    }

    [Fact]
    public async Task Pages_follow_one_another_and_only_those_who_may_see_pay_read_them()
    {
        await using var app = await PayrollApp.StartAsync(people: 5);
        var early = await app.PostAsync("acme/payroll/runs", January);
        var run = early.Json.GetProperty("id").GetString();
        var slips = $"acme/payroll/runs/{run}/slips";
        (await app.GetAsync(slips)).AssertRefused(HttpStatusCode.Conflict, "not-calculated");
        await app.PostAsync($"acme/payroll/runs/{run}/calculate", new { reason = "The month is over" });
        await app.UntilAsync(run!, RunState.Calculated);

        List<string> people = [];
        var next = "";
        do
        {
            var page = await app.GetAsync($"{slips}?top=2{next}");
            Assert.InRange(page.Items.Count, 1, 2);
            people.AddRange(page.Items.Select(item => item.GetProperty("person").GetString()!));
            next = page.Json.GetProperty("next").GetString() is { } token ? $"&continuation={Uri.EscapeDataString(token)}" : null;
        }
        while (next is not null);

        Assert.Equal(["p00001", "p00002", "p00003", "p00004", "p00005"], people);
        (await app.GetAsync($"{slips}?state=content")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync(slips, PayrollApp.Marta)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync($"{slips}/export", PayrollApp.Marta)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("acme/payroll/runs/office-2026-07-regular/slips")).Status);
    }

    private static EntryDraft Once(string code, decimal amount, Primitives.Period month)
        => new() { Key = code, ValidFrom = new LocalDate(2025, 1, 1), Content = new EntryContent { Element = new ElementTerms { Code = code, Amount = amount, Once = month } } };

    private static EntryDraft Agreed(decimal monthly)
        => new() { Key = "debts", ValidFrom = new LocalDate(2026, 2, 1), Content = new EntryContent { Facts = new Dictionary<string, string> { ["debt.monthly"] = monthly.ToString(System.Globalization.CultureInfo.InvariantCulture) } } };

    private static async Task<string> StatesAsync(PayrollApp app, string path)
        => string.Join(", ", (await app.GetAsync(path)).Items.Select(item => $"{item.GetProperty("person").GetString()} {item.GetProperty("state").GetString()}"));
}
