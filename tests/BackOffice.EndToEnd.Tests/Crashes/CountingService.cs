using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Crashes;

/// <summary>Whether the counting survives a crash: in one transaction with what remembers it.</summary>
internal sealed record CountingRule(bool IsSafe);

/// <summary>Counts each request once, or so it believes: the mistake that the crash harness is there to find.</summary>
internal sealed class CountingService(TableServiceClient tables, TimeProvider time, CountingRule rule) : BackgroundService
{
    private const string Table = "Counting";
    private const string Partition = "p";

    private readonly TableClient table = tables.GetTableClient(Table);

    public static async Task ArrangeAsync(string account)
    {
        var empty = new TableClient(account, Table);
        await empty.CreateIfNotExistsAsync();
        await empty.AddEntityAsync(new TableEntity(Partition, "count") { ["Value"] = 0 });
    }

    public static Task AskAsync(string account) => new TableClient(account, Table).AddEntityAsync(new TableEntity(Partition, "asked"));

    /// <summary>As if the app had done it, without the app.</summary>
    public static async Task FinishAsync(string account)
    {
        var other = new TableClient(account, Table);
        await other.UpdateEntityAsync(new TableEntity(Partition, "count") { ["Value"] = 1 }, Azure.ETag.All, TableUpdateMode.Replace);
        await other.AddEntityAsync(new TableEntity(Partition, "done"));
    }

    public static async Task<bool> IsDoneAsync(string account)
        => (await new TableClient(account, Table).GetEntityIfExistsAsync<TableEntity>(Partition, "done")).HasValue;

    public static async Task<int?> CountAsync(string account)
        => (await new TableClient(account, Table).GetEntityIfExistsAsync<TableEntity>(Partition, "count")).Value!.GetInt32("Value");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await ticks.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CountOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is Azure.RequestFailedException or HttpRequestException)
            {
                // The next tick tries again, as a careless worker would.
            }
        }
    }

    private async Task CountOnceAsync(CancellationToken cancellationToken)
    {
        var asked = await table.GetEntityIfExistsAsync<TableEntity>(Partition, "asked", cancellationToken: cancellationToken);
        var done = await table.GetEntityIfExistsAsync<TableEntity>(Partition, "done", cancellationToken: cancellationToken);
        if (!asked.HasValue || done.HasValue)
        {
            return;
        }

        var count = (await table.GetEntityIfExistsAsync<TableEntity>(Partition, "count", cancellationToken: cancellationToken)).Value!;
        count["Value"] = count.GetInt32("Value") + 1;
        var mark = new TableEntity(Partition, "done");
        if (rule.IsSafe)
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, count, count.ETag), new(TableTransactionActionType.Add, mark)], cancellationToken);
        }
        else
        {
            await table.UpdateEntityAsync(count, count.ETag, TableUpdateMode.Replace, cancellationToken);
            await table.AddEntityAsync(mark, cancellationToken);
        }
    }
}
