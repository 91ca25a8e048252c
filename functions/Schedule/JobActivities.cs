using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Schedule;

/// <summary>The work of a run. An activity of an earlier round, or of a run that is over, changes nothing.</summary>
public sealed class JobActivities(ScheduleStore store, JobDispatcher dispatcher, JobCatalog jobs, Actors actors)
{
    /// <summary>Claimed to Running.</summary>
    [Function(nameof(JobSteps.BeginJob))]
    public async Task<JobState> BeginAsync([ActivityTrigger] JobRun run, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(run, cancellationToken);
        if (row.State == JobState.Claimed && row.Round == run.Round)
        {
            row.Move(JobEvent.Begin, await ActorAsync(run, cancellationToken), "Started.");
            await store.SaveAsync(row, dispatcher.IsListed(row), notification: null, cancellationToken);
        }

        return row.State;
    }

    /// <summary>Calls the job.</summary>
    [Function(nameof(JobSteps.StartJob))]
    public async Task StartAsync([ActivityTrigger] JobRun run, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(run, cancellationToken);
        if (row.State == JobState.Running && row.Round == run.Round)
        {
            var job = jobs.Find(run.Job) ?? throw new InvalidOperationException($"The program no longer has the job '{run.Job}'.");
            await job.StartAsync(row.Occurrence, cancellationToken);
        }
    }

    /// <summary>Running to Done, or to Failed with a notification.</summary>
    [Function(nameof(JobSteps.SettleJob))]
    public async Task<JobState> SettleAsync([ActivityTrigger] JobEnd end, CancellationToken cancellationToken)
    {
        var row = await RequireAsync(end.Run, cancellationToken);
        if (row.State == JobState.Running && row.Round == end.Run.Round)
        {
            row.Error = end.Error;
            row.Move(end.Error is null ? JobEvent.Finish : JobEvent.Fail, await ActorAsync(end.Run, cancellationToken), end.Error ?? "Done.");
            await store.SaveAsync(row, dispatcher.IsListed(row), end.Error is null ? null : row.Failure(), cancellationToken);
        }

        await store.TellAsync(row, cancellationToken);
        return row.State;
    }

    /// <summary>Lets the run behind this one go; without it, the next tick would.</summary>
    [Function(nameof(JobSteps.AdvanceJob))]
    public async Task AdvanceAsync([ActivityTrigger] JobRun run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => await dispatcher.AdvanceAsync((run.Tenant, run.Job), await store.OpenKeysAsync(run.Tenant, run.Job, cancellationToken), client, cancellationToken);

    private async Task<JobRunRow> RequireAsync(JobRun run, CancellationToken cancellationToken)
        => await store.FindRunAsync(run.Tenant, run.Job, run.Key, cancellationToken) ?? throw new InvalidOperationException($"Run {run.InstanceId} was never written down.");

    private Task<Actor> ActorAsync(JobRun run, CancellationToken cancellationToken) => actors.NowAsync(run.Tenant, "schedule", run.InstanceId, cancellationToken);
}
