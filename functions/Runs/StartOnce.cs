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
    }
}
