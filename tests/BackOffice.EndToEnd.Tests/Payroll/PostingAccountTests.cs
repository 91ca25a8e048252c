using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackOffice.Documents;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.TestKit;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>An employer's own chart of accounts and names of its creditors, from the pay group to journal and dues.</summary>
public sealed class PostingAccountTests : IClassFixture<AzuriteFixture>
{
    private const string Admin = "admin";

    [Fact]
    public async Task A_run_and_its_reversal_go_to_the_employers_own_accounts_as_known_when_the_run_was_calculated()
    {
        await using var app = await PayrollApp.StartAsync(people: 2);
        Assert.Equal(HttpStatusCode.OK, (await ChartAsync(app, "2026-01-01", ("404", "404-01", "Płace"))).Status);
        var run = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await ChartAsync(app, "2026-01-02", ("404", "404-77", "Nowe konto"))).Status);

        await app.ApproveAsync(run);
        await app.UntilAsync(run, RunState.Settling);
        await app.PostAsync($"acme/payment-orders/payroll-{run}-r1-1/export", new { reason = "Pay day" }, PayrollApp.Marta);
        var reversal = (await app.PostAsync($"acme/payroll/runs/{run}/reverse", new { period = "2026-01", reason = "Wrong allowances" })).Json.GetProperty("id").GetString()!;
        await app.PostAsync($"acme/payroll/runs/{reversal}/calculate", new { reason = "Take it back" });
        await app.UntilAsync(reversal, RunState.Calculated);
        await app.ApproveAsync(reversal);
        await app.UntilAsync(reversal, RunState.Closed);

        var (posted, back) = (await LinesAsync(app, run), await LinesAsync(app, reversal));
        Assert.Contains(posted, line => line == "404-01 Płace 10030.00 0"); // 5 010 and 5 020
        Assert.Contains(posted, line => line.StartsWith("225 Rozrachunki z urzędem skarbowym z tytułu PIT 0 ", StringComparison.Ordinal));
        Assert.DoesNotContain(posted.Concat(back), line => line.StartsWith("404 ", StringComparison.Ordinal) || line.StartsWith("404-77 ", StringComparison.Ordinal));
        Assert.Contains(back, line => line == "404-01 Płace 0 10030.00");
        Assert.Contains($",payroll-{run}-r1,", await app.TextAsync("acme/journal-export?from=2026-01"), StringComparison.Ordinal);
        Assert.Contains(",404-01,Płace,,10030.00,,PLN,pay.base", await app.TextAsync("acme/journal-export?from=2026-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_that_do_not_fit_the_chart_of_the_country_are_refused_and_nothing_is_written()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);

        var refused = await ChartAsync(app, "2026-01-01", ("999", "1", null), ("225", "231", null));

        refused.AssertRefused(HttpStatusCode.UnprocessableEntity, "group-refused");
        Assert.All(refused.Json.GetProperty("errors").EnumerateArray(), error => Assert.Equal("wrong-posting-account", error.GetProperty("code").GetString()));
        Assert.Single((await app.GetAsync("acme/pay-groups/office", Admin)).Json.GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public async Task A_creditor_is_called_by_its_name_where_the_pay_group_says_it()
    {
        await using var app = await PayrollApp.StartAsync(people: 1);
        await app.World.RecordAsync(1, PayrollWorld.Founded, new EntryDraft { Key = "km-7", ValidFrom = new LocalDate(2025, 1, 1), Content = new EntryContent { Garnishment = new GarnishmentOrder { Id = "km-7", Kind = "ordinary", Priority = 1, MonthlyAmount = 100, Creditor = "komornik-12" } } });
        var run = await app.CalculateAsync(new { group = "office", period = "2026-01", reason = "The month's pay" });
        await app.UntilAsync(run, RunState.Calculated);

        Assert.Equal("komornik-12 komornik-12 100.00 PLN", await CreditorAsync());
        await PutAsync(app, "2026-02-01", group => group["payees"] = new JsonObject { ["komornik-12"] = "Komornik Sądowy przy SR Wola" });
        Assert.Equal("komornik-12 Komornik Sądowy przy SR Wola 100.00 PLN", await CreditorAsync());

        async Task<string> CreditorAsync()
            => (await app.GetAsync($"acme/payroll/runs/{run}/dues")).Json.EnumerateArray().Single(due => due.GetProperty("rule").GetString() == "pl.garnishment") is var due
                ? $"{due.GetProperty("party").GetString()} {due.GetProperty("partyName").GetString()} {due.GetProperty("amount").GetString()}"
                : "";
    }

    private static Task<Answer> ChartAsync(PayrollApp app, string from, params IReadOnlyList<(string Default, string Number, string? Name)> accounts)
        => PutAsync(app, from, group => group["postingAccounts"] = JsonSerializer.SerializeToNode(accounts.ToDictionary(account => account.Default, account => new { number = account.Number, name = account.Name })));

    private static async Task<Answer> PutAsync(PayrollApp app, string from, Action<JsonNode> change)
    {
        var group = JsonNode.Parse((await app.GetAsync("acme/pay-groups/office", Admin)).Json.GetProperty("versions")[0].GetProperty("group").GetRawText())!;
        change(group);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/v1/acme/pay-groups/office", UriKind.Relative)) { Content = JsonContent.Create(new { validFrom = from, reason = "The new chart", group }) };
        request.Headers.Add("x-functions-key", "dev-function-key");
        request.Headers.Add("x-dev-user", Admin);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await app.Runner.Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(PayrollApp app, string run)
        => [.. (await app.GetAsync($"acme/journal/payroll-{run}-r1")).Json.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("account").GetString()} {line.GetProperty("name").GetString()} {line.GetProperty("debit").GetRawText()} {line.GetProperty("credit").GetRawText()}")];
}
