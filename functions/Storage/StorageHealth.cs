using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackOffice.Storage;

/// <summary>Whether a table and a container of ours answer. Service Bus is not asked: what cannot be sent waits in the outbox.</summary>
internal sealed class StorageHealth(IEnumerable<StorageNeed> needs, TableServiceClient tables, BlobServiceClient blobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await tables.GetTableClient(needs.First(need => need.IsTable).Name).GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken);
            return await blobs.GetBlobContainerClient(needs.First(need => !need.IsTable).Name).ExistsAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("A container is missing.");
        }
        catch (RequestFailedException refused)
        {
            return HealthCheckResult.Unhealthy("Storage does not answer as it should.", refused);
        }
    }
}
