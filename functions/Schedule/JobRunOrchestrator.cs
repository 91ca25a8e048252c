using BackOffice.Schedule.Domain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Schedule;

/// <summary>Runs one job once for one period of one tenant: begin, do, try again for a while, write down how it ended, let the next one go.</summary>
public static class JobRunOrchestrator
{
    [Function(nameof(JobRunOrchestrator))]
    public static async Task<JobState> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<JobRun>()!;

        context.SetCustomStatus(await context.BeginJob(run));
        var error = await DoAsync(context, run);
        var state = await context.SettleJob(new(run, error));
        context.SetCustomStatus(state);
        await context.AdvanceJob(run);
        return state;
    }

    /// <returns>Null when it is done, else the type of the failure that was left after the last try.</returns>
    private static async Task<string?> DoAsync(TaskOrchestrationContext context, JobRun run)
    {
        try
        {
            await context.StartJob(run);
            return null;
        }
        catch (TaskFailedException failure)
        {
            // Only the type: a message may quote what belongs in no history.
            return failure.FailureDetails.ErrorType;
        }
    }
}
