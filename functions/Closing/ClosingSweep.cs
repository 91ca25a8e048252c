using BackOffice.Closing.Domain;
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
            if (close.State == CloseState.Running && await NeedsStartAsync(close.Reference.InstanceId, client, cancellationToken))
            {
                await CloseStarts.LaunchAsync(close.Reference, client, cancellationToken);
            }
        }

        foreach (var reopening in await store.ReadAllAsync<ReopeningRow>(tenant.Id, ReopeningRow.Prefix, cancellationToken))
        {
            if (reopening.State is ReopeningState.Requested or ReopeningState.Open && await NeedsStartAsync(reopening.Reference.InstanceId, client, cancellationToken))
            {
                await ReopeningRequests.LaunchAsync(reopening.Terms(), client, cancellationToken);
            }
        }
    }

    /// <summary>Never started, or failed as a whole: then it is cleared away and starts anew; what its steps wrote down they do not do again.</summary>
    private static async Task<bool> NeedsStartAsync(string instanceId, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var run = await client.GetInstanceAsync(instanceId, cancellationToken);
        if (run?.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        {
            await client.PurgeInstanceAsync(instanceId, cancellationToken);
            return true;
        }

        return run is null;
    }
}
