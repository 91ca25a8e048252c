using BackOffice.Schedule.Domain;
using Microsoft.DurableTask;

namespace BackOffice.Schedule;

/// <summary>The steps of a run: the name, input, output and retry of each, once.</summary>
internal static class JobSteps
{
    /// <summary>Seven tries over about half an hour; what still fails then is for a person.</summary>
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 7, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromMinutes(15)));

    /// <summary>About a day of tries: what became of a run must be written down, or the runs behind it would wait for ever.</summary>
    private static readonly TaskOptions Stubborn = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(15)));

    extension(TaskOrchestrationContext context)
    {
        public Task<JobState> BeginJob(JobRun run)
            => context.CallActivityAsync<JobState>(nameof(BeginJob), run, Stubborn);

        public Task StartJob(JobRun run)
            => context.CallActivityAsync(nameof(StartJob), run, Patient);

        public Task<JobState> SettleJob(JobEnd end)
            => context.CallActivityAsync<JobState>(nameof(SettleJob), end, Stubborn);

        public Task AdvanceJob(JobRun run)
            => context.CallActivityAsync(nameof(AdvanceJob), run, Stubborn);
    }
}
