using BackOffice.Runs;
using BackOffice.Schedule.Domain;
using Microsoft.DurableTask;

namespace BackOffice.Schedule;

/// <summary>The steps of a run: the name, input, output and retry of each, once.</summary>
internal static class JobSteps
{
    /// <summary>Seven tries over about half an hour; what still fails then is for a person.</summary>
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 7, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(15)));

    extension(TaskOrchestrationContext context)
    {
        public Task<JobState> BeginJob(JobRun run)
            => context.CallActivityAsync<JobState>(nameof(BeginJob), run, Patience.Stubborn);

        public Task StartJob(JobRun run)
            => context.CallActivityAsync(nameof(StartJob), run, Patient);

        public Task<JobState> SettleJob(JobEnd end)
            => context.CallActivityAsync<JobState>(nameof(SettleJob), end, Patience.Stubborn);

        public Task AdvanceJob(JobRun run)
            => context.CallActivityAsync(nameof(AdvanceJob), run, Patience.Stubborn);
    }
}
