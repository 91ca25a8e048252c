using System.Diagnostics;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Tables;

/// <summary>What the client costs over bare HTTP on the same emulator. Run by name: -explicit only -class "*TableMeasurements".</summary>
public sealed class TableMeasurements(ITestOutputHelper output)
{
    private const int Rounds = 5;

    private static readonly string Text = new('x', 200);

    [Fact(Explicit = true)]
    public async Task Our_client_is_not_far_from_bare_requests()
    {
        List<double> shares = [];
        foreach (var parallel in new[] { 1, 16 })
        {
            shares.Add(await CompareAsync("insert", parallel, 800, (table, key) => table.AddEntityAsync(Row("p", key)), (raw, key) => raw.InsertAsync("p", key, Text)));
            shares.Add(await CompareAsync("point read", parallel, 1600, (table, _) => table.GetEntityAsync<Posting>("read", "row"), (raw, _) => raw.ReadAsync("read", "row")));
            shares.Add(await CompareAsync("transaction of 50", parallel, 64, (table, key) => table.SubmitTransactionAsync(Fifty(key)), (raw, key) => raw.InsertAllAsync(key, Enumerable.Range(0, 50).Select(number => $"{key}-{number}"), Text)));
        }

        Assert.True(shares.Min() > 0.5, $"At worst {shares.Min():P0} of bare HTTP.");
    }

    [Fact(Explicit = true)]
    public async Task An_operation_allocates_little()
    {
        var (_, table) = await NewTableAsync("Ledger");

        var insert = await AllocatedAsync(key => table.AddEntityAsync(Row("p", key)));
        var read = await AllocatedAsync(_ => table.GetEntityAsync<Posting>("read", "row"));
        var fifty = await AllocatedAsync(key => table.SubmitTransactionAsync(Fifty(key)));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"allocated: insert {insert:N0} B, point read {read:N0} B, transaction of 50 {fifty:N0} B"));
        Assert.InRange(insert, 1, 40_000);
        Assert.InRange(read, 1, 40_000);
        Assert.InRange(fifty, 1, 400_000);
    }

    private static async Task<long> AllocatedAsync(Func<string, Task> operation)
    {
        const int Count = 200;
        await RunAsync(1, 20, "warm", operation);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await RunAsync(1, Count, "count", key => operation($"{key}{Stopwatch.GetTimestamp()}"));
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Count;
    }

    private async Task<double> CompareAsync(string what, int parallel, int count, Func<TableClient, string, Task> ours, Func<RawTable, string, Task> bare)
    {
        List<double> oursPerSecond = [];
        List<double> barePerSecond = [];
        for (var round = 0; round <= Rounds; round++)
        {
            // A table of its own for each: the emulator slows down as one grows.
            var (table, raw) = (await NewTableAsync("Ours"), await NewTableAsync("Bare"));
            using var requests = new RawTable(raw.Account, raw.Client.Name);
            var first = await RunAsync(parallel, count, "row", key => ours(table.Client, key));
            var second = await RunAsync(parallel, count, "row", key => bare(requests, key));
            if (round > 0)
            {
                oursPerSecond.Add(first);
                barePerSecond.Add(second);
            }
        }

        var share = Median(oursPerSecond) / Median(barePerSecond);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-18} {parallel,2} at a time: ours {Median(oursPerSecond),6:N0}/s, bare {Median(barePerSecond),6:N0}/s, {share:P0}"));
        return share;
    }

    private static async Task<(string Account, TableClient Client)> NewTableAsync(string name)
    {
        var account = AzuriteFixture.FreshAccount();
        var table = new TableClient(account, name);
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(Row("read", "row"));
        return (account, table);
    }

    private static async Task<double> RunAsync(int parallel, int count, string prefix, Func<string, Task> operation)
    {
        var next = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number <= count; number = Interlocked.Increment(ref next))
            {
                await operation($"{prefix}-{number}");
            }
        }));
        return count / watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static Posting Row(string partition, string row)
        => new() { PartitionKey = partition, RowKey = row, Text = Text, Amount = 199_900, Kind = "Invoice" };

    private static IEnumerable<TableTransactionAction> Fifty(string key)
        => Enumerable.Range(0, 50).Select(number => new TableTransactionAction(TableTransactionActionType.Add, Row(key, $"{key}-{number}")));

    private sealed class Posting : ITableEntity
    {
        public string PartitionKey { get; set; } = string.Empty;

        public string RowKey { get; set; } = string.Empty;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string? Text { get; set; }

        public long Amount { get; set; }

        public string? Kind { get; set; }
    }
}
