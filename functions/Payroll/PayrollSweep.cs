using Azure.Data.Tables;
using BackOffice.Payroll.Domain;
using BackOffice.Runs;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>Starts the rounds and replays that were written down and never started: what a job asked for, and what a crash left between writing and starting.</summary>
public sealed class PayrollSweep(PayrollStore store, TenantStore tenants)
{
    /// <summary>A run under way whose orchestration closed it before money came back starts one anew, too.</summary>
    private static readonly OrchestrationRuntimeStatus[] Over = [.. StartOnce.Broken, OrchestrationRuntimeStatus.Completed];

    private const string Uncertified = $"{nameof(ReplayRow.IsCertified)} eq false";

    /// <summary>Every minute; a second one at the same time starts nothing twice.</summary>
    /// <exception cref="AggregateException">Some tenants failed; the others were served.</exception>
    [Function("PayrollSweepTimer")]
    public Task TickAsync([TimerTrigger("25 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => tenants.ForEachAsync("The sweep of the payrolls", tenant => StartAsync(tenant, client, cancellationToken), cancellationToken);

    private async Task StartAsync(Tenant tenant, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await foreach (var run in store.Query<RunRow>(PayrollKeys.Partition(tenant.Id), PayrollKeys.RunPrefix).WithCancellation(cancellationToken))
        {
            if (IsUnderWay(run) && await client.NeedsStartAsync(run.Current.InstanceId, Over, cancellationToken))
            {
                await PayrollRuns.LaunchAsync(run.Current, client, cancellationToken);
            }

            if (run.HasNews)
            {
                await TellAsync(run, client, cancellationToken);
            }
        }

        await foreach (var replay in store.Query<ReplayRow>(PayrollKeys.Partition(tenant.Id), PayrollKeys.ReplayPrefix, Uncertified).WithCancellation(cancellationToken))
        {
            if (await client.NeedsStartAsync(replay.Reference.InstanceId, StartOnce.Broken, cancellationToken))
            {
                await RunReplays.LaunchAsync(replay, client, cancellationToken);
            }
        }
    }

    /// <summary>Wakes the orchestration of a run that the bank moved.</summary>
    private async Task TellAsync(RunRow run, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await PayrollRuns.NudgeAsync(run.Current, client, cancellationToken);
        run.HasNews = false;
        await store.TryWriteAsync([new(TableTransactionActionType.UpdateReplace, run, run.ETag)], cancellationToken);
    }

    private static bool IsUnderWay(RunRow run) => run.State switch
    {
        RunState.Draft or RunState.Closed or RunState.Rejected or RunState.Cancelled or RunState.Reversing or RunState.Reversed => false,
        _ => !run.IsPreview || run.State is RunState.Collecting or RunState.Calculating,
    };
}
