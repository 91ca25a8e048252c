using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Runs;
using BackOffice.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>Begins the rounds of runs and moves them: what was asked is written down first, then its orchestration is started, once.</summary>
public sealed class PayrollRuns(RunHistory history, RunReadiness readiness, RunReversal reversals)
{
    internal const string Unfit = "transition-refused";

    /// <summary>Begins a round: calculates everybody, or anew only some people.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="people">Null for everybody.</param>
    /// <param name="prepare">Writes down what is decided of these people, before they are calculated; harmless twice.</param>
    /// <exception cref="RefusedException">404; 409 transition-refused.</exception>
    internal async Task<RunRow> CalculateAsync(RunReference run, IReadOnlySet<string>? people, RunCommand by, Func<RunRow, Task>? prepare, CancellationToken cancellationToken)
        => await ChangeAsync(run, by, async row =>
        {
            RequireTaken(row, RunEvent.Calculate);
            await (prepare?.Invoke(row) ?? Task.CompletedTask);
            (row.Round, row.KnownAt, row.MessageId) = (row.Round + 1, by.Actor.Now, null);
            (row.Sums, row.ResultDigest, row.SubmittedBy) = (null, null, null);
            row.Renewed = people is null || row.Round == 1 ? null : RowJson.Write(people.Order(StringComparer.Ordinal));
            row.Prepare(by.Actor.Name);
            return new RunMove(RunEvent.Calculate);
        }, cancellationToken);

    /// <summary>Asks others to approve the round that was looked at.</summary>
    /// <exception cref="RefusedException">409 round-over, preview-only, recalculate-first, no-template, no-account, transition-refused.</exception>
    internal async Task<RunRow> SubmitAsync(RunReference run, int round, RunCommand by, CancellationToken cancellationToken)
        => await ChangeAsync(run, by, async row =>
        {
            RequireRound(row, round);
            RequireTaken(row, RunEvent.Submit);
            await readiness.RequireAsync(row, cancellationToken);
            row.SubmittedBy = by.Actor.Name;
            row.Prepare(by.Actor.Name);
            return new RunMove(RunEvent.Submit);
        }, cancellationToken);

    /// <summary>Builds another payment order: of what came back, and of what was held and is released by now.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused, reversal-under-way.</exception>
    internal Task<RunRow> PayAgainAsync(RunReference run, RunCommand by, CancellationToken cancellationToken)
        => ChangeAsync(run, by, row =>
        {
            RequireTaken(row, RunEvent.PayAgain);
            RunReversal.RequireKept(row);
            (row.OrderDayText, row.OrderKnownAt) = (null, by.Actor.Now);
            return Task.FromResult(new RunMove(RunEvent.PayAgain));
        }, cancellationToken);

    /// <summary>Gives a run up before anything is posted.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused: it is posted, so another run has to take it back.</exception>
    internal Task<RunRow> CancelAsync(RunReference run, RunCommand by, CancellationToken cancellationToken)
        => ChangeAsync(run, by, async row =>
        {
            RequireTaken(row, RunEvent.Cancel);
            return new RunMove(RunEvent.Cancel) { Alongside = await reversals.KeepAsync(row, by.Actor, cancellationToken) };
        }, cancellationToken);

    /// <summary>Starts the orchestration of a round that was written down, and wakes the one before it, which then ends.</summary>
    internal static async Task LaunchAsync(RunRound round, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await client.StartOnceAsync(nameof(PayrollRunOrchestrator), round.InstanceId, round, cancellationToken);
        if (round.Round > 1)
        {
            await NudgeAsync(round with { Round = round.Round - 1 }, client, cancellationToken);
        }
    }

    /// <summary>Tells the orchestration that the run was moved.</summary>
    internal static async Task NudgeAsync(RunRound round, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (round.Round > 0)
        {
            await client.RaiseEventAsync(round.InstanceId, PayrollRunOrchestrator.Moved, eventPayload: null, cancellationToken);
        }
    }

    /// <exception cref="RefusedException">404 not-found.</exception>
    internal Task<RunRow> RequireAsync(RunReference run, CancellationToken cancellationToken) => history.RequireAsync(run, cancellationToken);

    /// <summary>Changes a run once for each command; tried again while others change it.</summary>
    /// <exception cref="RefusedException">404; 409 run-busy.</exception>
    internal async Task<RunRow> ChangeAsync(RunReference run, RunCommand by, Func<RunRow, Task<RunMove>> change, CancellationToken cancellationToken)
        => await history.TryWriteOnceAsync(run, by.Actor, async row =>
        {
            var move = await change(row);

            // A crash may come before the orchestration is told: then the sweep tells it.
            row.HasNews = true;
            return [.. row.Move(move.Event, by), .. move.Alongside];
        }, cancellationToken) ?? throw Busy();

    /// <summary>Writes a decision about people into the history of a run that stays where it is, once for each command.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="by">With its decision.</param>
    /// <param name="require">Refuses where the state of the run does not take it; asked again when others changed the run meanwhile.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>The run.</returns>
    /// <exception cref="RefusedException">404; 409 run-busy.</exception>
    internal async Task<RunRow> NoteAsync(RunReference run, RunCommand by, Action<RunRow> require, CancellationToken cancellationToken)
        => await history.TryWriteOnceAsync(run, by.Actor, row =>
        {
            require(row);
            return Task.FromResult<IReadOnlyList<TableTransactionAction>>(row.Note(by));
        }, cancellationToken) ?? throw Busy();

    /// <exception cref="RefusedException">409 round-over.</exception>
    internal static void RequireRound(RunRow row, int round)
    {
        if (row.Round != round)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "round-over", $"The run is in round {row.Round}. Look at it again.");
        }
    }

    /// <exception cref="RefusedException">409 transition-refused, with the events allowed instead.</exception>
    internal static void RequireTaken(RunRow row, RunEvent @event)
    {
        if (!row.Takes(@event))
        {
            var refusal = TransitionRefusedException.For(RunLifecycle.Table, row.State, @event);
            throw new RefusedException(StatusCodes.Status409Conflict, Unfit, $"The run {row.RunId}: {refusal.Message}")
            {
                More = new Dictionary<string, object?> { ["state"] = refusal.State, ["allowed"] = refusal.Allowed },
            };
        }
    }

    private static RefusedException Busy() => new(StatusCodes.Status409Conflict, "run-busy", "Others are changing this run; try again.");
}
