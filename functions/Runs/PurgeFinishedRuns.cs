using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackOffice.Runs;

/// <summary>
/// Forgets the history of runs that ended long ago, whichever way: it grows for ever otherwise, and it holds what went
/// through the process. A run's id is free afterwards; whatever starts it again finds its records and its ledger done.
/// </summary>
public sealed partial class PurgeFinishedRuns(TimeProvider time, IOptions<RunsOptions> options, ILogger<PurgeFinishedRuns> logger)
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    /// <summary>Every night at 03:30 UTC. What is cut off, or fails, is done the night after.</summary>
    [Function(nameof(PurgeFinishedRuns))]
    public async Task RunAsync([TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var endedBefore = time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepFinishedDays);
        var purged = 0;

        // A filter knows when a run began only, and one that began before that day may have ended yesterday.
        var query = new OrchestrationQuery { CreatedTo = endedBefore, Statuses = Finished };
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (run.LastUpdatedAt < endedBefore)
            {
                purged += (await client.PurgeInstanceAsync(run.InstanceId, cancellationToken)).PurgedInstanceCount;
            }
        }

        LogPurged(purged, endedBefore);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged the history of {Count} runs that ended before {EndedBefore:O}")]
    private partial void LogPurged(int count, DateTimeOffset endedBefore);
}
