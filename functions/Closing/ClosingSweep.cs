using BackOffice.Closing.Domain;
using BackOffice.Runs;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>Starts what was written down and never started: the close a job asked for, and what a crash left between writing and starting.</summary>
public sealed class ClosingSweep(ClosingStore store, TenantStore tenants)
{
    /// <summary>Every minute; a second one at the same time starts nothing twice.</summary>
    /// <exception cref="AggregateException">Some tenants failed; the others were served.</exception>
    [Function("ClosingSweepTimer")]
    public Task TickAsync([TimerTrigger("15 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The sweep of the closes", tenant => StartAsync(tenant, client, cancellationToken), cancellationToken);

    private async Task StartAsync(Tenant tenant, DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var close in await store.ReadAllAsync<CloseRow>(tenant.Id, ClosingKeys.ClosePrefix, cancellationToken))
        {
            if (close.State == CloseState.Running && await client.NeedsStartAsync(close.Reference.InstanceId, StartOnce.Broken, cancellationToken))
            {
                await CloseStarts.LaunchAsync(close.Reference, client, cancellationToken);
            }
        }

        foreach (var reopening in await store.ReadAllAsync<ReopeningRow>(tenant.Id, ReopeningRow.Prefix, cancellationToken))
        {
            if (reopening.State is ReopeningState.Requested or ReopeningState.Open && await client.NeedsStartAsync(reopening.Reference.InstanceId, StartOnce.Broken, cancellationToken))
            {
                await ReopeningRequests.LaunchAsync(reopening.Terms(), client, cancellationToken);
            }
        }
    }
}
