using System.Globalization;
using System.Net;
using System.Text;
using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Ledger.Domain;
using BackOffice.TestKit;

namespace BackOffice.Ledger;

public sealed class JournalTests : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task An_entry_posted_twice_is_there_once()
    {
        await using var app = await LedgerApp.StartAsync();

        var first = await app.PostAsync(LedgerApp.Entry("pay-1"));
        var second = await app.PostAsync(LedgerApp.Entry("pay-1", amount: 100.100m));

        Assert.Equal(new JournalReceipt("pay-1", 2026, 1), first);
        Assert.Equal(first, second);
        Assert.Single(await app.World.RowsAsync<JournalRow>(JournalKeys.Entries));
    }

    [Fact]
    public async Task An_id_is_never_used_for_another_entry()
    {
        await using var app = await LedgerApp.StartAsync();
        await app.PostAsync(LedgerApp.Entry("pay-1"));

        var amount = await Assert.ThrowsAsync<RefusedException>(() => app.PostAsync(LedgerApp.Entry("pay-1", amount: 100.11m)));
        var day = await Assert.ThrowsAsync<RefusedException>(() => app.PostAsync(LedgerApp.Entry("pay-1", day: "2026-11-19")));

        Assert.Equal(("entry-differs", 409), (amount.Code, amount.Status));
        Assert.Equal("entry-differs", day.Code);
        Assert.Equal(2, (await app.PostAsync(LedgerApp.Entry("pay-2"))).Number);
    }

    [Fact]
    public async Task An_id_is_taken_across_years()
    {
        await using var app = await LedgerApp.StartAsync();
        await app.PostAsync(LedgerApp.Entry("pay-1"));

        Assert.Equal("entry-differs", (await Assert.ThrowsAsync<RefusedException>(() => app.PostAsync(LedgerApp.Entry("pay-1", day: "2025-11-20")))).Code);
    }

    [Fact]
    public async Task A_closed_month_refuses_and_names_the_one_to_use()
    {
        await using var app = await LedgerApp.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => app.PostAsync(LedgerApp.Entry("pay-1", day: "2026-09-30")));

        Assert.Equal(("period-closed", 409), (refusal.Code, refusal.Status));
        Assert.Equal("2026-10", refusal.More["usePeriod"]);
        Assert.Equal("2026-10-01", refusal.More["useDay"]);
        Assert.Empty(await app.World.RowsAsync<TableEntity>("counter|"));
    }

    [Fact]
    public async Task Numbers_have_no_gaps_when_sixteen_post_at_once()
    {
        await using var app = await LedgerApp.StartAsync();
        var entries = Enumerable.Range(1, 160).Select(number => LedgerApp.Entry(string.Create(CultureInfo.InvariantCulture, $"pay-{number}"), lines: number % 16 == 0 ? 200 : 2)).ToList();

        var receipts = new System.Collections.Concurrent.ConcurrentBag<JournalReceipt>();
        await Parallel.ForEachAsync(entries.Concat(entries.Take(40)), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (entry, _) => receipts.Add(await app.PostAsync(entry)));

        Assert.Equal(200, receipts.Count);
        Assert.Equal(Enumerable.Range(1, 160).Select(number => (long)number), receipts.DistinctBy(receipt => receipt.Id).Select(receipt => receipt.Number).Order());
        Assert.Equal(160, receipts.Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 160).Select(number => (long)number), (await app.World.RowsAsync<JournalRow>(JournalKeys.Entries)).Select(row => row.Number));
    }

    [Fact]
    public async Task Each_year_has_numbers_of_its_own()
    {
        await using var app = await LedgerApp.StartAsync();

        Assert.Equal(1, (await app.PostAsync(LedgerApp.Entry("pay-1"))).Number);
        Assert.Equal(2, (await app.PostAsync(LedgerApp.Entry("pay-2", day: "2026-10-05"))).Number);
    }

    [Fact]
    public async Task A_reversal_points_at_its_entry_and_is_made_once()
    {
        await using var app = await LedgerApp.StartAsync();
        await app.PostAsync(LedgerApp.Entry("pay-1", day: "2026-10-28", lines: 300));

        var first = await app.ReverseAsync("pay-1", "2026-11-03");
        var again = await app.ReverseAsync("pay-1", "2026-11-03");
        var otherwise = await Assert.ThrowsAsync<RefusedException>(() => app.ReverseAsync("pay-1", "2026-11-04"));
        var nothing = await Assert.ThrowsAsync<RefusedException>(() => app.ReverseAsync("pay-9", "2026-11-03"));

        Assert.Equal(first, again);
        Assert.Equal("entry-differs", otherwise.Code);
        Assert.Equal(404, nothing.Status);
        var entry = (await app.GetAsync("journal/pay-1")).Json;
        var reversal = (await app.GetAsync("journal/pay-1.reversal")).Json;
        Assert.Equal("pay-1.reversal", entry.GetProperty("reversedBy").GetString());
        Assert.Equal("pay-1", reversal.GetProperty("entry").GetProperty("reverses").GetString());
        Assert.Equal("2026-10", reversal.GetProperty("entry").GetProperty("period").GetString());
        Assert.Equal("Debiti verso il personale", reversal.GetProperty("lines")[299].GetProperty("name").GetString());
        Assert.Equal(29_929.90m, reversal.GetProperty("lines")[299].GetProperty("debit").GetDecimal()); // 299 x 100.10
    }

    [Fact]
    public async Task A_long_entry_keeps_its_lines_in_order()
    {
        await using var app = await LedgerApp.StartAsync();
        var entry = LedgerApp.Entry("pay-1", lines: 1001);
        await app.PostAsync(entry);

        var read = await app.Journal.FindAsync(LedgerApp.Tenant, "pay-1", TestContext.Current.CancellationToken);

        Assert.Equal(entry.Lines, read!.Lines);
        Assert.Equal(entry.Header, read.Header);
        Assert.Equal(13, (await app.World.RowsAsync<TableEntity>("lines|")).Count); // 1001 / 80
    }

    [Fact]
    public async Task An_entry_that_lost_lines_is_not_read_as_if_it_were_whole()
    {
        await using var app = await LedgerApp.StartAsync();
        await app.PostAsync(LedgerApp.Entry("pay-1", lines: 200));
        await app.World.DeleteAsync((await app.World.RowsAsync<TableEntity>("lines|"))[1].RowKey);

        await Assert.ThrowsAsync<InvalidDataException>(() => app.Journal.FindAsync(LedgerApp.Tenant, "pay-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_journal_is_listed_by_month_and_by_source_page_by_page()
    {
        await using var app = await LedgerApp.StartAsync();
        foreach (var number in Enumerable.Range(1, 7))
        {
            await app.PostAsync(LedgerApp.Entry(string.Create(CultureInfo.InvariantCulture, $"pay-{number}"), day: number % 2 == 0 ? "2026-10-30" : "2026-11-20"));
        }

        List<long> numbers = [];
        for (string? next = ""; next is not null;)
        {
            var page = await app.GetAsync($"journal?period=2026-11&top=3&continuation={next}");
            numbers.AddRange(page.Items.Select(entry => entry.GetProperty("number").GetInt64()));
            next = page.Next;
        }

        Assert.Equal([1L, 3, 5, 7], numbers);
        Assert.Equal(["ACME-JOURNAL-2026-000000006"], (await app.GetAsync("journal?source=run-pay-6")).Items.Select(entry => entry.GetProperty("mark").GetString()));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.GetAsync("journal?period=October")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("journal/pay-8")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("journal/No%23such")).Status);
    }

    [Fact]
    public async Task The_export_has_every_line_and_opens_in_a_spreadsheet()
    {
        await using var app = await LedgerApp.StartAsync();
        await app.PostAsync(LedgerApp.Entry("pay-1", day: "2026-10-30"));
        await app.PostAsync(LedgerApp.Entry("pay-2", lines: 101));

        using var response = await app.SendAsync("journal-export?from=2026-10&to=2026-11");
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var records = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("year,number,entry,day,period,ledger,description,source,rules,reverses,account,accountName,costCentre,debit,credit,currency,text", records[0]);
        Assert.Equal("2026,1,pay-1,2026-10-30,2026-10,payroll,\"Pay, all groups\",run-pay-1,it-2026.1-0a1b2c3d,,640001,,plant,100.10,,EUR,pay.base", records[1]);
        Assert.Equal("2026,1,pay-1,2026-10-30,2026-10,payroll,\"Pay, all groups\",run-pay-1,it-2026.1-0a1b2c3d,,421,Debiti verso il personale,,,100.10,EUR,pay.base", records[2]);
        Assert.Equal(1 + 2 + 101 + 1, records.Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.GetAsync("journal-export")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.GetAsync("journal-export?from=2026-02&to=2026-01")).Status);
    }

    [Fact]
    public async Task A_trial_balance_is_of_the_entries_posted_in_its_month()
    {
        await using var app = await LedgerApp.StartAsync();
        await app.PostAsync(LedgerApp.Entry("pay-1", day: "2026-10-30"));
        await app.PostAsync(LedgerApp.Entry("pay-2", lines: 3));
        await app.ReverseAsync("pay-1", "2026-11-03");

        var balance = (await app.GetAsync("trial-balances/2026-11")).Json;

        // 2 x 100.10 credited by the pay, 100.10 debited by the reversal.
        Assert.Equal(2, balance.GetProperty("entries").GetInt32());
        Assert.Equal(
            ["421 100.10 200.20 -100.10", "640001 100.10 100.10 0.00", "640002 100.10 0 100.10"],
            balance.GetProperty("accounts").EnumerateArray().Select(account => string.Create(CultureInfo.InvariantCulture, $"{account.GetProperty("account").GetString()} {account.GetProperty("debit").GetDecimal()} {account.GetProperty("credit").GetDecimal()} {account.GetProperty("balance").GetDecimal()}")));
        (await app.GetAsync("trial-balances/2026-13")).AssertRefused(HttpStatusCode.BadRequest, "invalid-request");
    }
}
