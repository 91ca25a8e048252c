using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Storage;

/// <summary>A table or blob container that a feature needs; the name is all lower case for containers.</summary>
internal sealed record StorageNeed(string Name, bool IsTable)
{
    public static StorageNeed Table(string name) => new(name, IsTable: true);

    public static StorageNeed Container(string name) => new(name, IsTable: false);
}

/// <summary>Creates the tables and containers the features name, before the first function runs; what exists stays as it is.</summary>
internal sealed class StorageSetup(IEnumerable<StorageNeed> needs, TableServiceClient tables, BlobServiceClient blobs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var need in needs.Distinct())
        {
            if (need.IsTable)
            {
                await tables.GetTableClient(need.Name).CreateIfNotExistsAsync(cancellationToken);
            }
            else
            {
                await blobs.GetBlobContainerClient(need.Name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
