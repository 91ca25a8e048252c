using Azure;
using BackOffice.Runs;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.DurableTask.Client;

namespace BackOffice.Schedule;

/// <summary>
/// Lets the next open run of a job go, and looks after the one that goes. Harmless at any time and twice at once: each change is under
/// the run's ETag, and each round of a run is one orchestration.
/// </summary>
public sealed class JobDispatcher(ScheduleStore store, JobCatalog jobs, Actors actors)
{
    private const string Schedule = "schedule";

    /// <summary>How long nothing may happen to a run before its orchestration is asked for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Does what is next for a job of a tenant.</summary>
    /// <param name="job">Whose and which; nothing happens where the program no longer has it.</param>
    /// <param name="keys">The open runs, oldest first.</param>
    /// <param name="client">Starts the orchestration.</param>
    /// <param name="cancellationToken">Ends it between two steps.</param>
    internal async Task AdvanceAsync((string Tenant, string Job) job, IReadOnlyList<string> keys, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (jobs.Find(job.Job)?.Definition is not { } definition)
        {
            return;
        }

        // Where a failed run holds the others up, only the oldest matters.
        var rows = await ReadAsync(job, definition.CatchUp == CatchUp.RunAllInOrder ? keys.Take(1) : keys, cancellationToken);
        var next = SchedulePlan.Next(definition.CatchUp, [.. rows.Select(row => new OpenRun(row.Key, row.State))]);
        foreach (var row in rows.Where(row => next.Overtaken.Any(open => open.Key == row.Key)))
        {
            await TryMoveAsync(row, JobEvent.Skip, "A later one is due and runs instead.", cancellationToken);
        }

        if (rows.FirstOrDefault(row => row.Key == next.Run?.Key) is { } chosen)
        {
            await GoAsync(chosen, client, cancellationToken);
        }
    }

    /// <summary>Whether the run belongs in the list that every tick reads: a failed one only where it holds up others.</summary>
    internal bool IsListed(JobRunRow row) => row.State switch
    {
        JobState.Due or JobState.Claimed or JobState.Running => true,
        JobState.Failed => jobs.Find(row.Job)?.Definition.CatchUp == CatchUp.RunAllInOrder,
        _ => false,
    };

    private async Task GoAsync(JobRunRow row, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (row.State == JobState.Due && !await TryMoveAsync(row, JobEvent.Claim, "Its turn.", cancellationToken))
        {
            return;
        }

        if (row.State == JobState.Claimed)
        {
            await StartAsync(row, client, cancellationToken);
        }

        if (await IsAbandonedAsync(row, client, cancellationToken) && await TryMoveAsync(row, JobEvent.Reclaim, "Its orchestration was ended from outside.", cancellationToken))
        {
            await StartAsync(row, client, cancellationToken);
        }
    }

    private static Task StartAsync(JobRunRow row, DurableTaskClient client, CancellationToken cancellationToken)
        => client.StartOnceAsync(nameof(JobRunOrchestrator), row.Run.InstanceId, row.Run, cancellationToken);

    private async Task<bool> IsAbandonedAsync(JobRunRow row, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var actor = await ActorAsync(row, cancellationToken);
        return row.ChangedAt < actor.Now - Patience && await client.GetInstanceAsync(row.Run.InstanceId, cancellationToken) is null or { IsCompleted: true };
    }

    /// <returns>False when somebody else changed the run meanwhile, who then goes on with it.</returns>
    private async Task<bool> TryMoveAsync(JobRunRow row, JobEvent @event, string reason, CancellationToken cancellationToken)
    {
        row.Move(@event, await ActorAsync(row, cancellationToken), reason);
        try
        {
            await store.SaveAsync(row, IsListed(row), notification: null, cancellationToken);
            return true;
        }
        catch (RequestFailedException stale) when (stale.Status is 404 or 412)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<JobRunRow>> ReadAsync((string Tenant, string Job) job, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        List<JobRunRow> rows = [];
        foreach (var key in keys)
        {
            if (await store.FindRunAsync(job.Tenant, job.Job, key, cancellationToken) is { } row && IsListed(row))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private Task<Actor> ActorAsync(JobRunRow row, CancellationToken cancellationToken) => actors.NowAsync(row.Tenant, Schedule, row.Run.InstanceId, cancellationToken);
}
