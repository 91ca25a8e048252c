using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.Runs;

/// <summary>Starting what may be started once only.</summary>
internal static class StartOnce
{
    private static readonly OrchestrationRuntimeStatus[] EveryStatus =
    [
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    /// <summary>Ended before its work was done.</summary>
    internal static readonly OrchestrationRuntimeStatus[] Broken = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    extension(DurableTaskClient client)
    {
        /// <summary>Starts the orchestration unless one of that id was ever started, whatever became of it.</summary>
        public async Task StartOnceAsync(TaskName orchestrator, string instanceId, object? input, CancellationToken cancellationToken)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId).WithDedupeStatuses(EveryStatus), cancellationToken);
            }
            catch (Exception refusal) when (refusal is not OperationCanceledException)
            {
                // What a client throws for an id that is taken differs between versions; the instance itself tells.
                if (await client.GetInstanceAsync(instanceId, cancellationToken) is null)
                {
                    throw;
                }
            }
        }

        /// <summary>
        /// Whether work that goes on has no orchestration: never started, or over in a way that does not count as an end. Then what is
        /// left of it is cleared away, so that it can start anew; what its steps wrote down they do not do again.
        /// </summary>
        public async Task<bool> NeedsStartAsync(string instanceId, IReadOnlyCollection<OrchestrationRuntimeStatus> broken, CancellationToken cancellationToken)
        {
            var run = await client.GetInstanceAsync(instanceId, cancellationToken);
            if (run is not null && broken.Contains(run.RuntimeStatus))
            {
                await client.PurgeInstanceAsync(instanceId, cancellationToken);
                return true;
            }

            return run is null;
        }
    }
}
