using Azure;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Schedule;

/// <summary>What people decide about runs that failed or wait.</summary>
public sealed class JobRunApi(ScheduleStore store, JobDispatcher dispatcher, Actors actors, Commands commands)
{
    private const string Route = "v1/{tenant}/schedule/runs/{job}/{key}";

    /// <summary>A failed run is tried again, with a reason.</summary>
    [Function("RetryJobRun")]
    [Allow(Role.Administrator)]
    [Takes(typeof(JobDecision))]
    [Gives(202, typeof(JobRunView))]
    [Refuses(409, "transition-refused", "changed-meanwhile")]
    public Task<IResult> RetryAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/retry")] HttpRequest request, string tenant, string job, string key, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, (tenant, job, key), JobEvent.Retry, client), cancellationToken);

    /// <summary>A run that failed or waits is skipped, with a reason; the one behind it goes on.</summary>
    [Function("SkipJobRun")]
    [Allow(Role.Administrator)]
    [Takes(typeof(JobDecision))]
    [Gives(202, typeof(JobRunView))]
    [Refuses(409, "transition-refused", "changed-meanwhile")]
    public Task<IResult> SkipAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/skip")] HttpRequest request, string tenant, string job, string key, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => DecideAsync(new Asked(request, (tenant, job, key), JobEvent.Skip, client), cancellationToken);

    private Task<IResult> DecideAsync(Asked asked, CancellationToken cancellationToken)
        => commands.RunAsync<JobDecision>(asked.Request, asked.Run.Tenant, (body, command) => DecideAsync(asked, Reasons.Checked(body.Reason), command, cancellationToken), cancellationToken);

    private async Task<CommandAnswer> DecideAsync(Asked asked, string reason, string command, CancellationToken cancellationToken)
    {
        var (tenant, job, key) = asked.Run;
        var row = IsName(job) && IsName(key) ? await store.FindRunAsync(tenant, job, key, cancellationToken) : null;
        if (row is null)
        {
            throw RefusedException.NotFound("There is no such run.");
        }

        // After a crash the command comes again under its key: what it changed then is not changed twice.
        if (!row.ReadChanges().Any(change => change.Correlation == command && change.Event == asked.Event))
        {
            await ChangeAsync(row, asked.Event, reason, await actors.NowAsync(tenant, Caller.Of(asked.Request).Name, command, cancellationToken), cancellationToken);
        }

        await dispatcher.AdvanceAsync((tenant, job), await store.OpenKeysAsync(tenant, job, cancellationToken), asked.Client, cancellationToken);
        return CommandAnswer.Accepted($"/api/v1/{tenant}/schedule/runs?job={job}", JobRunView.Of(row));
    }

    private async Task ChangeAsync(JobRunRow row, JobEvent @event, string reason, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            row.Move(@event, actor, reason);
            await store.SaveAsync(row, dispatcher.IsListed(row), notification: null, cancellationToken);
        }
        catch (TransitionRefusedException refusal)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "transition-refused", refusal.Message)
            {
                More = new Dictionary<string, object?> { ["state"] = refusal.State, ["allowed"] = JobRunView.CommandsIn(row.State) },
            };
        }
        catch (RequestFailedException stale) when (stale.Status == 412)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "changed-meanwhile", "The run changed while you decided. Look at it again.");
        }
    }

    private static bool IsName(string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');

    private sealed record Asked(HttpRequest Request, (string Tenant, string Job, string Key) Run, JobEvent Event, DurableTaskClient Client);
}

/// <summary>Why a person retries or skips a run.</summary>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record JobDecision(string? Reason);
