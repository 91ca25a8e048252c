using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>What people do to a close that runs: sign a step, have it tried again, cancel. Written down first, then the orchestration is told.</summary>
public sealed class CloseDecisions(ClosingStore store, CloseStarts starts)
{
    private const int MostAttempts = 8;

    /// <summary>Signs a step of the round the person has seen.</summary>
    /// <exception cref="RefusedException">
    /// 404; 409 round-over, another round runs by now; 409 transition-refused, nothing to sign; 403 role-missing, not the owner's
    /// role; 403 own-close, who started the close signs nothing of it; 409 already-signed, somebody else was quicker.
    /// </exception>
    internal async Task SignAsync(CloseStepReference step, (Caller Who, Actor Actor) by, string comment, CancellationToken cancellationToken)
    {
        var key = ClosingKeys.Signature(step.Close.Period, step.Close.Round, step.Step);
        if ((await store.FindAsync<SignatureRow>(step.Close.Tenant, key, cancellationToken))?.Correlation == by.Actor.Correlation)
        {
            return;
        }

        var (close, row) = await RequireAsync(step, cancellationToken);
        RequireState(row, row.State == CloseStepState.AwaitingSignOff);
        RequireSigner(close, row, by.Who);
        if (!await store.TryAddAsync(SignatureRow.Of(step, by.Actor, comment), cancellationToken)
            && (await store.FindAsync<SignatureRow>(step.Close.Tenant, key, cancellationToken))?.Correlation != by.Actor.Correlation)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "already-signed", $"'{step.Step}' was signed a moment ago.");
        }
    }

    /// <exception cref="RefusedException">404; 409 round-over; 409 transition-refused: neither blocked nor failed.</exception>
    internal async Task RequireRetryAsync(CloseStepReference step, CancellationToken cancellationToken)
    {
        var (_, row) = await RequireAsync(step, cancellationToken);
        RequireState(row, row.State.WaitsForPeople());
    }

    /// <summary>Cancels the round that runs; the same command again changes nothing.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused: it does not run.</exception>
    internal async Task<CloseRound> CancelAsync(string tenant, Period period, Actor actor, string reason, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = await RequireAsync(tenant, period, cancellationToken);
            if (await starts.WasAskedAsync(tenant, period, actor, cancellationToken))
            {
                return row.Reference;
            }

            CloseStarts.RequireTaken(row, CloseEvent.Cancel);
            if (await store.TryWriteAsync(tenant, row.Move(CloseEvent.Cancel, actor, reason), actor.Now))
            {
                return row.Reference;
            }
        }

        throw new InvalidOperationException($"The close of {period} changed each time it was to be cancelled.");
    }

    /// <summary>Tells the orchestration that a step is worth another look.</summary>
    internal static Task NudgeAsync(CloseStepReference step, DurableTaskClient client, CancellationToken cancellationToken)
        => client.RaiseEventAsync(step.Close.InstanceId, step.NudgeName, step.Step, cancellationToken);

    /// <summary>Tells all steps that wait for people.</summary>
    internal async Task NudgeAllAsync(CloseRound close, DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var row in await store.ReadAllAsync<CloseStepRow>(close.Tenant, ClosingKeys.RoundPrefix(close.Period, close.Round), cancellationToken))
        {
            if (row.State.WaitsForPeople())
            {
                await NudgeAsync(new CloseStepReference(close, row.Id), client, cancellationToken);
            }
        }
    }

    internal async Task<CloseRow> RequireAsync(string tenant, Period period, CancellationToken cancellationToken)
        => await store.FindAsync<CloseRow>(tenant, ClosingKeys.Close(period), cancellationToken) ?? throw RefusedException.NotFound($"The close of {period} was never started.");

    private async Task<(CloseRow Close, CloseStepRow Step)> RequireAsync(CloseStepReference step, CancellationToken cancellationToken)
    {
        var close = await RequireAsync(step.Close.Tenant, step.Close.Period, cancellationToken);
        if (close.State != CloseState.Running || close.Round != step.Close.Round)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "round-over", $"The close of {close.Period} is {close.State} in round {close.Round}. Look at it again.");
        }

        return (close, await store.FindAsync<CloseStepRow>(step.Close.Tenant, ClosingKeys.Step(close.Period, close.Round, step.Step), cancellationToken)
            ?? throw RefusedException.NotFound($"The close of {close.Period} has no step '{step.Step}'."));
    }

    private static void RequireState(CloseStepRow row, bool takesIt)
    {
        if (!takesIt)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, PeriodChanges.Unfit, $"The step '{row.Id}' is {row.State}.")
            {
                More = new Dictionary<string, object?> { ["state"] = $"{row.State}", ["allowed"] = CloseView.CommandsIn(row.State) },
            };
        }
    }

    private static void RequireSigner(CloseRow close, CloseStepRow row, Caller caller)
    {
        if (!caller.Roles.Contains(row.Owner))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "role-missing", $"'{row.Id}' is signed by the role {row.Owner}.");
        }

        if (string.Equals(caller.Name, close.StartedBy, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "own-close", "Who started the close signs nothing of it.");
        }
    }
}
