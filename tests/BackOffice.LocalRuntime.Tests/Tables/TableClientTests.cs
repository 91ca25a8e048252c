using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Tables;

public sealed class TableClientTests
{
    [Fact]
    public async Task TS_31_A_transaction_that_fails_writes_nothing()
    {
        var table = await Sandbox.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "2"));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync([Sandbox.Add("p", "1"), Sandbox.Add("p", "2"), Sandbox.Add("p", "3")]));

        Assert.Equal((409, "EntityAlreadyExists"), (failure.Status, failure.ErrorCode));
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "1")).HasValue);
    }

    [Fact]
    public async Task TS_32_A_stale_version_is_refused_alone_and_in_a_transaction()
    {
        var table = await Sandbox.NewTableAsync();
        var row = new TableEntity("p", "r") { ["Amount"] = 1L };
        var first = (await table.AddEntityAsync(row)).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(row, first, TableUpdateMode.Replace)).Headers.ETag!.Value;

        Assert.Equal((412, "UpdateConditionNotSatisfied"), await Sandbox.RefusalOf(() => table.UpdateEntityAsync(row, first)));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), await Sandbox.RefusalOf(() => table.DeleteEntityAsync("p", "r", first)));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), await Sandbox.RefusalOf(() => table.SubmitTransactionAsync([Sandbox.Add("p", "0"), new(TableTransactionActionType.UpdateMerge, row, first)])));
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", second)).Status);
    }

    [Fact]
    public async Task TS_33_An_insert_of_what_is_there_and_an_update_of_what_is_not_are_refused()
    {
        var table = await Sandbox.NewTableAsync();
        var row = new TableEntity("p", "r");
        await table.AddEntityAsync(row);

        Assert.Equal((409, TableErrorCode.EntityAlreadyExists), await Sandbox.RefusalOf(() => table.AddEntityAsync(row)));
        Assert.Equal((404, TableErrorCode.ResourceNotFound), await Sandbox.RefusalOf(() => table.UpdateEntityAsync(new TableEntity("p", "x"), ETag.All)));
        Assert.Equal((404, TableErrorCode.ResourceNotFound), await Sandbox.RefusalOf(() => table.GetEntityAsync<TableEntity>("p", "x")));
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "x")).Status);
    }

    [Fact]
    public async Task A_missing_table_has_its_own_code_and_is_no_row()
    {
        var table = new TableClient(AzuriteFixture.FreshAccount(), "Nowhere");

        Assert.Equal((404, "TableNotFound"), await Sandbox.RefusalOf(() => table.AddEntityAsync(new TableEntity("p", "r"))));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
    }

    [Fact]
    public async Task A_table_can_be_created_twice()
    {
        var table = await Sandbox.NewTableAsync();

        Assert.Equal("Ledger", (await table.CreateIfNotExistsAsync()).Value.Name);
    }

    [Fact]
    public async Task A_dictionary_keeps_every_type()
    {
        var table = await Sandbox.NewTableAsync();
        var id = Guid.NewGuid();
        var time = new DateTimeOffset(2026, 2, 28, 22, 59, 59, TimeSpan.FromHours(2));
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Text"] = "Zażółć \"gęślą\" 'jaźń' \u2028 <&>",
            ["Empty"] = string.Empty,
            ["Whole"] = int.MinValue,
            ["Long"] = 9_007_199_254_740_993L,
            ["Yes"] = true,
            ["Ratio"] = 3d,
            ["NotANumber"] = double.NaN,
            ["Time"] = time,
            ["Id"] = id,
            ["Bytes"] = new byte[] { 0, 255, 1 },
            ["Nothing"] = null,
            ["Day"] = DayOfWeek.Friday,
        });

        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal("Zażółć \"gęślą\" 'jaźń' \u2028 <&>", row.GetString("Text"));
        Assert.Equal(string.Empty, row.GetString("Empty"));
        Assert.Equal(int.MinValue, row.GetInt32("Whole"));
        Assert.Equal(9_007_199_254_740_993L, row.GetInt64("Long"));
        Assert.True(row.GetBoolean("Yes"));
        Assert.Equal(3d, row.GetDouble("Ratio"));
        Assert.Equal(double.NaN, row.GetDouble("NotANumber"));
        Assert.Equal(time, row.GetDateTimeOffset("Time"));
        Assert.Equal(TimeSpan.Zero, row.GetDateTimeOffset("Time")!.Value.Offset);
        Assert.Equal(id, row.GetGuid("Id"));
        Assert.Equal([0, 255, 1], row.GetBinary("Bytes")!);
        Assert.False(row.ContainsKey("Nothing"));
        Assert.Equal("Friday", row.GetString("Day"));
        Assert.NotEqual(default, row.ETag);
        Assert.NotNull(row.Timestamp);
        Assert.Throws<InvalidOperationException>(() => row.GetInt32("Long"));
    }

    [Fact]
    public async Task A_row_that_was_read_can_be_written_back()
    {
        var table = await Sandbox.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Amount"] = 5L, ["Id"] = Guid.Empty });
        var row = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        row["Amount"] = 6L;
        await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);

        Assert.Equal(6L, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt64("Amount"));
    }

    [Fact]
    public async Task A_class_maps_by_its_public_properties()
    {
        var table = await Sandbox.NewTableAsync();
        var posting = new Posting
        {
            PartitionKey = "acme|2026",
            RowKey = "0001",
            AmountMinor = -1999,
            Posted = new DateTime(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc),
            Kind = PostingKind.CreditNote,
            Scan = BinaryData.FromBytes(new byte[] { 1, 2 }),
            Scratch = "stays here",
            Reversed = null,
        };
        await table.AddEntityAsync(posting);

        var read = (await table.GetEntityAsync<Posting>("acme|2026", "0001")).Value;
        var raw = (await table.GetEntityAsync<TableEntity>("acme|2026", "0001")).Value;

        Assert.Equal(posting with { ETag = read.ETag, Timestamp = read.Timestamp, Scan = read.Scan, Scratch = null }, read);
        Assert.Equal([1, 2], read.Scan!.ToArray());
        Assert.Equal("CreditNote", raw.GetString("DocumentKind"));
        Assert.False(raw.ContainsKey(nameof(Posting.Scratch)) || raw.ContainsKey(nameof(Posting.Reversed)));
        Assert.Equal("debit -19.99", raw.GetString(nameof(Posting.Label)));
    }

    [Fact]
    public async Task A_merge_keeps_what_it_does_not_name_and_a_replace_does_not()
    {
        var table = await Sandbox.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, ETag.All);
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 4 }, ETag.All, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((1, 3), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, 4), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Fact]
    public async Task A_transaction_does_each_kind_of_operation_and_answers_for_each()
    {
        var table = await Sandbox.NewTableAsync();
        await table.SubmitTransactionAsync([Sandbox.Add("p", "merge"), Sandbox.Add("p", "replace"), Sandbox.Add("p", "delete")]);

        var answers = (await table.SubmitTransactionAsync(
        [
            Sandbox.Add("p", "add"),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["A"] = 1 }, ETag.All),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["A"] = 2 }, ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
        ])).Value;

        Assert.All(answers, answer => Assert.Equal(204, answer.Status));
        Assert.Equal((await table.GetEntityAsync<TableEntity>("p", "add")).Value.ETag, answers[0].Headers.ETag);
        Assert.Equal(["add", "merge", "replace"], await RowKeysAsync(table.QueryAsync<TableEntity>()));
    }

    [Fact]
    public async Task A_query_filters_selects_and_pages()
    {
        var table = await Sandbox.NewTableAsync();
        await table.SubmitTransactionAsync(Enumerable.Range(0, 10).Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("O'Neill", $"{number}") { ["Amount"] = (long)number, ["Other"] = 1 })));

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"O'Neill"} and RowKey ge {"2"} and Amount lt {9L}");
        var pages = new List<Page<TableEntity>>();
        await foreach (var page in table.QueryAsync<TableEntity>(filter, maxPerPage: 3, select: ["RowKey", "Amount"]).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(["2", "3", "4", "5", "6", "7", "8"], pages.SelectMany(page => page.Values).Select(row => row.RowKey));
        Assert.False(pages[0].Values[0].ContainsKey("Other"));
    }

    [Fact]
    public async Task More_than_a_page_of_1000_rows_is_read_to_the_end()
    {
        var table = await Sandbox.NewTableAsync();
        for (var hundred = 0; hundred < 12; hundred++)
        {
            await table.SubmitTransactionAsync(Enumerable.Range(hundred * 100, 100).Select(number => Sandbox.Add("p", $"{number:00000}")));
        }

        var keys = await RowKeysAsync(table.QueryAsync<TableEntity>());

        Assert.Equal(1200, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    private static async Task<IReadOnlyList<string>> RowKeysAsync(AsyncPageable<TableEntity> rows)
    {
        var keys = new List<string>();
        await foreach (var row in rows)
        {
            keys.Add(row.RowKey);
        }

        return keys;
    }

    private enum PostingKind
    {
        Invoice,
        CreditNote,
    }

    private sealed record Posting : ITableEntity
    {
        public string PartitionKey { get; set; } = string.Empty;

        public string RowKey { get; set; } = string.Empty;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public long AmountMinor { get; init; }

        public DateTime Posted { get; init; }

        [DataMember(Name = "DocumentKind")]
        public PostingKind Kind { get; init; }

        public BinaryData? Scan { get; init; }

        public DateTimeOffset? Reversed { get; init; }

        [IgnoreDataMember]
        public string? Scratch { get; init; }

        public string Label => $"{(AmountMinor < 0 ? "debit" : "credit")} {AmountMinor / 100}.{Math.Abs(AmountMinor % 100):00}";
    }
}
