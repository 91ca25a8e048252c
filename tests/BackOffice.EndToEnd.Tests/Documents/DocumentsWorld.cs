using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using BackOffice.Documents.Domain;
using BackOffice.Tenancy;
using BackOffice.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Documents;

/// <summary>A storage account with one company in it, looked at past the app.</summary>
internal sealed class DocumentsWorld(string account, string tenant = DocumentsWorld.Tenant)
{
    public const string Tenant = "acme";

    private readonly TableServiceClient tables = new(account);
    private readonly BlobServiceClient blobs = new(account);

    public static IReadOnlyList<string> OneWorker { get; } =
    [
        "--AzureFunctionsJobHost:extensions:blobs:maxDegreeOfParallelism=1",
        "--AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions=1",
        "--AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls=1",
        "--AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentSessions=1",
    ];

    public BlobContainerClient Drop => blobs.GetBlobContainerClient(DocumentKeys.Drop);

    public BlobContainerClient Kept => blobs.GetBlobContainerClient(DocumentKeys.Kept);

    public TableClient Table => tables.GetTableClient(DocumentKeys.Table);

    public async Task FoundCompanyAsync()
    {
        await tables.GetTableClient(TenantStore.TableName).CreateIfNotExistsAsync();
        await tables.GetTableClient(TenantStore.TableName).AddEntityAsync(new TableEntity("tenants", tenant)
        {
            ["SchemaVersion"] = 1,
            ["Name"] = "Acme S.r.l.",
            ["Country"] = "IT",
            ["Zone"] = "Europe/Rome",
        });
        await Table.CreateIfNotExistsAsync();
        await Drop.CreateIfNotExistsAsync();
        await Kept.CreateIfNotExistsAsync();
    }

    public Task DropAsync(string name, ReadOnlyMemory<byte> content)
        => Drop.GetBlobClient($"{tenant}/{name}").UploadAsync(new BinaryData(content), overwrite: true);

    /// <summary>The one document of this name.</summary>
    public async Task<DocumentRow> DocumentAsync(string name)
        => (await DocumentsAsync()).Single(row => row.Name == $"{tenant}/{name}");

    public Task<IReadOnlyList<DocumentRow>> DocumentsAsync() => RowsAsync<DocumentRow>(DocumentRow.KeyPrefix);

    public Task<IReadOnlyList<RegisterEntry>> EntriesAsync() => RowsAsync<RegisterEntry>("entry|");

    /// <summary>The last number given this year; 0 when there is none.</summary>
    public async Task<long> LastNumberAsync()
    {
        var year = new Tenancy.Tenant(tenant, "", "IT", "Europe/Rome").DayAt(DateTimeOffset.UtcNow).Year;
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(DocumentKeys.Partition(tenant), $"counter|{DocumentKeys.Series(year)}");
        return row.HasValue ? row.Value!.GetInt64("Last") ?? 0 : 0;
    }

    public async Task<IReadOnlyList<T>> RowsAsync<T>(string prefix)
        where T : class, ITableEntity
    {
        List<T> rows = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DocumentKeys.Partition(tenant)} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        await foreach (var row in Table.QueryAsync<T>(filter))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The sweeper's reports, latest first.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset At, SweepResult Result, string Discrepancies)>> SweepsAsync()
        => [.. (await RowsAsync<TableEntity>(DocumentSweep.ReportPrefix)).Select(row => (row.GetDateTimeOffset("SweptAt")!.Value, JsonSerializer.Deserialize<SweepResult>(row.GetString("Result")!)!, row.GetString("Discrepancies")!))];

    public async Task<IReadOnlyList<string>> BlobsAsync(string container)
    {
        List<string> names = [];
        await foreach (var blob in blobs.GetBlobContainerClient(container).GetBlobsAsync())
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <summary>So many documents are on record, each at rest and told of.</summary>
    public async Task<bool> IsSettledAsync(int documents)
    {
        var rows = await DocumentsAsync();
        return rows.Count == documents
            && rows.All(row => row.State is not (DocumentState.Received or DocumentState.Examined))
            && (await RowsAsync<TableEntity>(BackOffice.Notifications.OutboxRow.PendingPrefix)).Count == 0;
    }

    /// <summary>Everything that is left when all is done, without what may differ: which document got which number, times, versions.</summary>
    public async Task<string> SnapshotAsync(AppRunner app)
    {
        var text = new StringBuilder();
        foreach (var line in (await DocumentsAsync()).Select(Describe).Order(StringComparer.Ordinal))
        {
            text.AppendLine(line);
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"register: {string.Join(' ', (await EntriesAsync()).Select(entry => entry.Number).Order())}");
        text.AppendLine(CultureInfo.InvariantCulture, $"keys: {(await RowsAsync<TableEntity>("key|")).Count}, counter: {string.Join(' ', (await RowsAsync<TableEntity>("counter|")).Select(row => row.GetInt64("Last")))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"sent: {string.Join(' ', (await RowsAsync<TableEntity>("outbox|sent|")).Select(row => row.GetString("Event")).Order(StringComparer.Ordinal))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"kept: {string.Join(' ', (await BlobsAsync(DocumentKeys.Kept)).Order(StringComparer.Ordinal))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"topic: {string.Join(' ', (await MessagesAsync(app)).Select(message => message.Subject).Order(StringComparer.Ordinal))}");
        return text.ToString();
    }

    private static string Describe(DocumentRow row)
        => string.Create(CultureInfo.InvariantCulture, $"{row.Sha256}: {row.State} {row.Kind} {row.Destination} {row.QuarantineReason} numbered={row.Number is not null} linked={row.FirstDocumentId is not null} changes={string.Join('>', row.ReadChanges().Select(change => change.To))}");

    /// <summary>Everything the topic has taken.</summary>
    public static async Task<IReadOnlyList<ServiceBusReceivedMessage>> MessagesAsync(AppRunner app)
    {
        await using var client = new ServiceBusClient(app.Services.GetRequiredService<IConfiguration>()["AzureWebJobsServiceBus"]!);
        await using var receiver = client.CreateReceiver("notifications", WatchedNamespace.Subscription);
        List<ServiceBusReceivedMessage> messages = [];
        while (await receiver.PeekMessagesAsync(100) is { Count: > 0 } more)
        {
            messages.AddRange(more);
        }

        return messages;
    }
}
