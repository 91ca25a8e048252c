using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Payroll;

/// <summary>Decides about single people of a run: leave out, take in again, try again, hold the money, release it.</summary>
public sealed class PersonDecisions(PayrollStore store, PayrollRuns runs, PeopleStore people)
{
    /// <summary>After that a released net waits for the next order of the run.</summary>
    private static readonly RunState[] WhileReleased = [RunState.Exceptions, RunState.Calculated, RunState.AwaitingApproval, RunState.Approved, RunState.Settling, RunState.PartiallyPaid, RunState.NotOrdered, RunState.Closed];

    private static readonly RunState[] WhileHeld = [RunState.Exceptions, RunState.Calculated, RunState.AwaitingApproval, RunState.Approved];

    /// <summary>Leaves a person out of the run, with a reason, and calculates the run anew without him.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused, person-state.</exception>
    internal async Task<RunRow> ExcludeAsync(RunReference run, string person, RunCommand by, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(run, cancellationToken);
        if (row.Reverses is not null)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, PayrollRuns.Unfit, $"{run.RunId} is a reversal: cancel it, and name the people to take back in another one.");
        }

        by = by.About("Exclude", person);
        await RequireMemberAsync(row, person, cancellationToken);
        if (row.State == RunState.Draft)
        {
            await MarkAsync(row, person, PersonState.Excluded, by, cancellationToken);
            return await runs.NoteAsync(run, by, changed => RequireState(changed, [RunState.Draft]), cancellationToken);
        }

        return await runs.CalculateAsync(run, One(person), by, changed => MarkAsync(changed, person, PersonState.Excluded, by, cancellationToken), cancellationToken);
    }

    /// <summary>Takes a person who was left out in again, and calculates him.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused, person-state: he was not left out.</exception>
    internal async Task<RunRow> IncludeAsync(RunReference run, string person, RunCommand by, CancellationToken cancellationToken)
    {
        var isTaken = false;
        return await runs.CalculateAsync(run, One(person), by.About("Include", person), async row =>
        {
            var there = await store.FindPersonAsync(run, person, cancellationToken);
            if (!isTaken || there is not null)
            {
                RequireState(there, there?.State == PersonState.Excluded, "is not left out of this run");
                await store.DeletePersonAsync(there!, cancellationToken);
                isTaken = true;
            }
        }, cancellationToken);
    }

    /// <summary>Calculates people anew with what is known of them by now; the others keep their slips.</summary>
    /// <param name="run">Which run.</param>
    /// <param name="wanted">Null for all who failed.</param>
    /// <param name="by">Who, and why.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <exception cref="RefusedException">404; 409 transition-refused, nobody-failed.</exception>
    internal async Task<RunRow> RetryAsync(RunReference run, IReadOnlySet<string>? wanted, RunCommand by, CancellationToken cancellationToken)
    {
        var those = wanted ?? (await store.ReadPeopleAsync(run, cancellationToken)).Where(person => person.State == PersonState.Failed).Select(person => person.Person).ToHashSet(StringComparer.Ordinal);
        return those.Count == 0
            ? throw new RefusedException(StatusCodes.Status409Conflict, "nobody-failed", "Nobody of this run has failed.")
            : await runs.CalculateAsync(run, those, by.About("Retry", those), prepare: null, cancellationToken);
    }

    /// <summary>
    /// Keeps a person's net out of the payment order until it is released; his slip is approved and posted like the others. He is
    /// marked first and the history is written while the run still waits: so whoever gets the answer knows that no order was quicker.
    /// </summary>
    /// <exception cref="RefusedException">404; 409 transition-refused: the order is built already; 409 person-state: he has no slip.</exception>
    internal async Task<PersonRow> HoldAsync(RunReference run, string person, RunCommand by, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(run, cancellationToken);
        if (await store.FindAskedAsync(run, by.Actor, cancellationToken) is { } done)
        {
            return await store.FindPersonAsync(run, person, cancellationToken) ?? Marked(PersonRow.Of(run, person), PersonState.Held, done.Round, by);
        }

        RequireState(row, WhileHeld);
        await RequireMemberAsync(row, person, cancellationToken);
        var held = await MarkAsync(row, person, PersonState.Held, by, cancellationToken);
        try
        {
            await runs.NoteAsync(run, by.About("Hold", person), changed => RequireState(changed, WhileHeld), cancellationToken);
            return held;
        }
        catch (RefusedException)
        {
            await TakeBackAsync(run, held, cancellationToken);
            throw;
        }
    }

    /// <summary>What was refused after it was marked is not marked.</summary>
    private async Task TakeBackAsync(RunReference run, PersonRow held, CancellationToken cancellationToken)
    {
        if (await store.FindPersonAsync(run, held.Person, cancellationToken) is { State: PersonState.Held } there && there.At == held.At)
        {
            there.HeldBy = null;
            await store.DeletePersonAsync(there, cancellationToken);
        }
    }

    /// <summary>Lets a held net be paid: with the others, or by the next order of the run where theirs is built. The history has the reason before the net is free.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused; 409 person-state: nothing is held.</exception>
    internal async Task<RunRow> ReleaseAsync(RunReference run, string person, RunCommand by, CancellationToken cancellationToken)
    {
        var done = await store.FindAskedAsync(run, by.Actor, cancellationToken);
        var row = await runs.RequireAsync(run, cancellationToken);
        var there = await store.FindPersonAsync(run, person, cancellationToken);
        if (done is null)
        {
            RequireState(row, WhileReleased);
            RequireState(there, there?.State == PersonState.Held, "is not held");
            row = await runs.NoteAsync(run, by.About("Release", person), changed => RequireState(changed, WhileReleased), cancellationToken);
        }

        // Where a crash came between: not if he was held anew since.
        if (there?.State == PersonState.Held && (done is null || there.At <= done.At))
        {
            there.HeldBy = null;
            await store.DeletePersonAsync(there, cancellationToken);
        }

        return row;
    }

    private async Task<PersonRow> MarkAsync(RunRow row, string person, PersonState state, RunCommand by, CancellationToken cancellationToken)
    {
        var there = await store.FindPersonAsync(row.Reference, person, cancellationToken);
        RequireState(there, there is null || there.State == state || (there.State == PersonState.Failed && state == PersonState.Excluded) || (there.State == PersonState.Held && state == PersonState.Excluded), "is decided about already");
        var next = Marked(there ?? PersonRow.Of(row.Reference, person), state, row.Round, by);
        return await store.TryWriteAsync([there is null ? new(TableTransactionActionType.Add, next) : new(TableTransactionActionType.UpdateReplace, next, next.ETag)], cancellationToken)
            ? next
            : throw new RefusedException(StatusCodes.Status409Conflict, "run-busy", "Others are deciding about this person; try again.");
    }

    private static PersonRow Marked(PersonRow row, PersonState state, int round, RunCommand by)
    {
        (row.State, row.Round, row.Reason, row.Actor, row.At) = (state, round, by.Reason, by.Actor.Name, by.Actor.Now);
        (row.HeldBy, row.HeldReason) = state == PersonState.Held ? (by.Actor.Name, by.Reason) : (row.HeldBy, row.HeldReason);
        return row;
    }

    private static void RequireState(RunRow row, RunState[] states)
    {
        if (!states.Contains(row.State))
        {
            throw new RefusedException(StatusCodes.Status409Conflict, PayrollRuns.Unfit, $"The run {row.RunId} is {row.State}.");
        }
    }

    private async Task RequireMemberAsync(RunRow row, string person, CancellationToken cancellationToken)
    {
        if (row.ReadOnly()?.Contains(person) == false || await people.FindAsync(row.Reference.Tenant, row.Group, person, cancellationToken) is null)
        {
            throw RefusedException.NotFound($"Nobody with this id is in the run {row.RunId}.");
        }
    }

    private static void RequireState(PersonRow? person, bool takesIt, string what)
    {
        if (!takesIt)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "person-state", $"The person {what}.")
            {
                More = new Dictionary<string, object?> { ["state"] = $"{person?.State ?? PersonState.Calculated}" },
            };
        }
    }

    private static HashSet<string> One(string person) => new(StringComparer.Ordinal) { person };
}
