using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using BackOffice.Schedule.Domain;

namespace BackOffice.Schedule;

/// <summary>A job that writes down, once for each occasion, that it ran and what of its own had run before.</summary>
internal sealed class RecordingJob(JobDefinition definition, TableServiceClient tables) : IJob
{
    public const string Table = "Recorded";

    private readonly TableClient table = tables.GetTableClient(Table);

    public JobDefinition Definition => definition;

    /// <summary>Tenants for which it fails.</summary>
    public ConcurrentDictionary<string, bool> FailsFor { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls, also those of a retry.</summary>
    public ConcurrentQueue<JobOccurrence> Calls { get; } = new();

    /// <summary>Waited for inside a call; done when nothing holds it up.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static async Task<IReadOnlyList<string>> RecordedAsync(string account, string tenant, string job)
    {
        List<string> keys = [];
        await foreach (var row in new TableClient(account, Table).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, job)}")))
        {
            keys.Add($"{row.RowKey} after [{row.GetString("Before")}]");
        }

        return keys;
    }

    public async Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken)
    {
        Calls.Enqueue(occurrence);
        await Gate;
        if (FailsFor.ContainsKey(occurrence.Tenant))
        {
            throw new TimeoutException("The ledger did not answer.");
        }

        List<string> before = [];
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(occurrence.Tenant, occurrence.Job)}"), cancellationToken: cancellationToken))
        {
            before.Add(row.RowKey);
        }

        try
        {
            await table.AddEntityAsync(new TableEntity(Partition(occurrence.Tenant, occurrence.Job), occurrence.Key) { ["Before"] = string.Join(' ', before) }, cancellationToken);
        }
        catch (RequestFailedException again) when (again.Status == 409)
        {
            // Called before, and crashed after.
        }
    }

    private static string Partition(string tenant, string job) => $"{tenant}|{job}";
}
