using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Documents;

/// <summary>How documents come in by themselves: a blob in the drop, and the sweeper's clock.</summary>
public sealed class DocumentTriggers(DocumentArrivals arrivals, TimeProvider time)
{
    /// <summary>Every new version of every blob in incoming/{tenant}/, at least once.</summary>
    [Function("DocumentDropped")]
    public async Task DroppedAsync(
        [BlobTrigger("incoming/{tenant}/{name}", Source = BlobTriggerSource.EventGrid, Connection = "AzureWebJobsStorage")] BlobClient blob,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        if (await DroppedBlob.FromTriggerAsync(blob, context, cancellationToken) is { } dropped)
        {
            await arrivals.TakeUpAsync(dropped, client, time.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Every quarter of an hour; one sweep at a time, whoever ticks.</summary>
    [Function("DocumentSweepTimer")]
    public async Task SweepAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => await DocumentSweep.StartAsync(client, time.GetUtcNow(), cancellationToken);
}
