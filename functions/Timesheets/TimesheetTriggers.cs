using Azure.Storage.Blobs;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Timesheets;

/// <summary>How sheets come in by themselves: a file in the drop, and the sweep's clock.</summary>
public sealed class TimesheetTriggers(TimesheetDrop drop, TenantStore tenants)
{
    /// <summary>Every file in timesheets/{tenant}/{group}/{month}/, at least once.</summary>
    [Function("TimesheetDropped")]
    public Task DroppedAsync(
        [BlobTrigger("timesheets/{tenant}/{name}", Source = BlobTriggerSource.EventGrid, Connection = "AzureWebJobsStorage")] BlobClient blob,
        CancellationToken cancellationToken)
        => drop.TakeUpAsync(blob.Name, cancellationToken);

    /// <summary>Every ten minutes: what no trigger told of, and what was begun and not ended.</summary>
    [Function("TimesheetSweep")]
    public Task SweepAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The sweep of timesheets", tenant => drop.SweepAsync(tenant, cancellationToken), cancellationToken);
}
