using BackOffice.Approvals.Domain;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Approvals;

/// <summary>Wakes approvals whose event was lost.</summary>
public sealed class ApprovalSweep(ApprovalStore store, TenantStore tenants, TimeProvider time)
{
    /// <summary>What is younger is still on its way.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(2);

    /// <summary>Four times an hour; twice at once does nothing more than once.</summary>
    /// <exception cref="AggregateException">Some tenants failed; the others were served.</exception>
    [Function("ApprovalSweepTimer")]
    public Task TickAsync([TimerTrigger("0 5-59/15 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The sweep of the approvals", tenant => WakeAsync(tenant, client, cancellationToken), cancellationToken);

    /// <summary>Those for which there is something to do that nobody has done for a while.</summary>
    private async Task WakeAsync(Tenant tenant, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Age;
        var waiting = string.Join(" or ", ApprovalLifecycle.WaitingForPeople.Select(state => $"State eq '{state}'"));
        await foreach (var row in store.Query<ApprovalRow>(tenant.Id, ApprovalRow.KeyPrefix, waiting).WithCancellation(cancellationToken))
        {
            var file = await store.FindFileAsync(row.Reference, cancellationToken);
            if (file is not null && ApprovalCourse.Next(file.Case, [.. file.Decisions.Where(decision => decision.At < before)], before) is not StayMove)
            {
                await client.RaiseEventAsync(row.Reference.InstanceId, ApprovalOrchestrator.Decided, "sweep", cancellationToken);
            }
        }
    }
}
