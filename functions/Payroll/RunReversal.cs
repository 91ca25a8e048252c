using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>
/// Takes posted runs back by another run, whose slips are the opposite of theirs and which is calculated, approved and posted like
/// any other. Meanwhile the run that is taken back pays nobody anew; when the other is given up, it is as it was.
/// </summary>
public sealed class RunReversal(PayrollStore store, RunCreation creation, ReversalGathering slips, PaymentOrders orders)
{
    internal const string UnderWay = "reversal-under-way";
    internal const string OrderWaits = "order-waits";

    /// <summary>Creates the run that takes a run back, or some people of it; the same command again answers the same run.</summary>
    /// <exception cref="RefusedException">404; 409 transition-refused: it is not posted, or a reversal itself; 409 reversal-under-way; 409 order-waits; 422 rule-gap.</exception>
    internal async Task<RunRow> ReverseAsync(RunReference run, WantedReversal wanted, RunCommand by, CancellationToken cancellationToken)
    {
        var asked = await store.WasAskedAsync(run, by.Actor, cancellationToken);
        var row = await store.FindRunAsync(run, cancellationToken) ?? throw RefusedException.NotFound($"There is no payroll run '{run.RunId}'.");
        if (asked && row.ReversedBy is { } other)
        {
            return await store.RequireRunAsync(new RunReference(run.Tenant, other), cancellationToken);
        }

        var month = wanted.Period ?? Latest(row.Period, Period.Of(by.Actor.Tenant!.DayAt(by.Actor.Now)));
        return await creation.CreateAsync(
            run.Tenant,
            new NewRun(row.Group, month, PayRunKind.Correction, by.Reason)
            {
                People = wanted.People,
                Reverses = run.RunId,
                MonthlyRecovery = wanted.MonthlyRecovery,
                Alongside = made => BeginAsync(run, made, by, cancellationToken),
            },
            by.Actor,
            cancellationToken);
    }

    /// <summary>The run that another was to take back stays: that one is given up.</summary>
    /// <returns>The changes of the run that stays; none where the other is no reversal.</returns>
    internal async Task<IReadOnlyList<TableTransactionAction>> KeepAsync(RunRow reversal, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindReversedAsync(reversal, cancellationToken) is not { } row)
        {
            return [];
        }

        (row.ReversedBy, row.HasNews) = (null, true);
        var why = $"{reversal.RunId} is given up.";
        return row.Takes(RunEvent.Keep) ? row.Move(RunEvent.Keep, actor, why) : row.Note(nameof(RunEvent.Keep), actor, why);
    }

    /// <summary>A run is taken back with the posting of another.</summary>
    /// <returns>Its changes; none where the other is no reversal.</returns>
    internal async Task<IReadOnlyList<TableTransactionAction>> CompleteAsync(RunRow reversal, Actor actor, CancellationToken cancellationToken)
    {
        if (await FindReversedAsync(reversal, cancellationToken) is not { } row)
        {
            return [];
        }

        var why = $"Taken back by {reversal.RunId}.";
        row.HasNews = true;
        if (reversal.Only is null)
        {
            return row.Move(RunEvent.CompleteReversal, actor, why);
        }

        await MarkAsync(row, reversal, await slips.PeopleAsync(reversal.Current, cancellationToken), (actor, why), cancellationToken);
        row.ReversedBy = null;
        return row.Note(nameof(RunEvent.CompleteReversal), actor, why);
    }

    /// <summary>Whether money has left or come back since the reversal was calculated; never of a run that is none.</summary>
    internal async Task<bool> IsStaleAsync(RunRow reversal, CancellationToken cancellationToken)
        => reversal.Reverses is not null && await slips.IsStaleAsync(reversal.Current, cancellationToken);

    /// <exception cref="RefusedException">409 reversal-under-way.</exception>
    internal static void RequireKept(RunRow row)
    {
        if (row.ReversedBy is { } other)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, UnderWay, $"{other} takes it back, or people of it: finish or cancel that run first.");
        }
    }

    private async Task<IReadOnlyList<TableTransactionAction>> BeginAsync(RunReference run, RunRow reversal, RunCommand by, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(run, cancellationToken);
        RequireKept(row);
        PayrollRuns.RequireTaken(row, RunEvent.Reverse);
        if (row.Reverses is not null)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, PayrollRuns.Unfit, $"{row.RunId} takes {row.Reverses} back: calculate that month again instead.");
        }

        await RequireSentAsync(row, cancellationToken);
        (row.ReversedBy, row.HasNews) = (reversal.RunId, true);
        return reversal.Only is null ? row.Move(RunEvent.Reverse, by.Actor, by.Reason) : row.Note(nameof(RunEvent.Reverse), by.Actor, by.Reason);
    }

    /// <summary>An order that nobody took to the bank can still be taken back: then nobody would have been paid, and all would owe it.</summary>
    /// <exception cref="RefusedException">409 order-waits.</exception>
    private async Task RequireSentAsync(RunRow row, CancellationToken cancellationToken)
    {
        foreach (var order in row.ReadOrders())
        {
            if (await orders.FindAsync(new PaymentOrderReference(row.Reference.Tenant, order), cancellationToken) is { State: PaymentOrderState.Draft or PaymentOrderState.Sealed })
            {
                throw new RefusedException(StatusCodes.Status409Conflict, OrderWaits, $"{order} is built and not sent: export it or take it back first.");
            }
        }
    }

    private async Task<RunRow?> FindReversedAsync(RunRow reversal, CancellationToken cancellationToken)
        => reversal.Reverses is { } run ? await store.RequireRunAsync(new RunReference(reversal.Reference.Tenant, run), cancellationToken) : null;

    /// <summary>Written before the run is: a second try writes the same.</summary>
    private async Task MarkAsync(RunRow row, RunRow reversal, IEnumerable<string> people, (Actor Actor, string Why) by, CancellationToken cancellationToken)
    {
        foreach (var person in people)
        {
            var there = await store.FindPersonAsync(row.Reference, person, cancellationToken);
            var next = there ?? PersonRow.Of(row.Reference, person);
            (next.State, next.Round, next.Reason, next.Actor, next.At) = (PersonState.Reversed, row.Round, by.Why, by.Actor.Name, by.Actor.Now);
            next.ReversedBy = reversal.RunId;
            TableTransactionAction write = there is null ? new(TableTransactionActionType.Add, next) : new(TableTransactionActionType.UpdateReplace, next, there.ETag);
            if (!await store.TryWriteAsync([write], cancellationToken))
            {
                throw PayrollStore.Moved(row.Current);
            }
        }
    }

    private static Period Latest(Period one, Period other) => one > other ? one : other;
}

/// <summary>A reversal that somebody wants.</summary>
internal sealed record WantedReversal
{
    /// <summary>The open month it belongs to; null for the present one.</summary>
    public Period? Period { get; init; }

    /// <summary>Null for the whole run.</summary>
    public IReadOnlyCollection<string>? People { get; init; }

    /// <summary>What is recovered of each person a month at most, in major units; 0 for as much as the law allows.</summary>
    public decimal MonthlyRecovery { get; init; }
}
