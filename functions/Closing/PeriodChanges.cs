using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Closing;

/// <summary>What is to happen to a month of some ledgers, all of them or none.</summary>
/// <param name="Tenant">Whose books.</param>
/// <param name="Period">Which month.</param>
/// <param name="Ledgers">Which books, each once.</param>
/// <param name="Event">What happens.</param>
/// <param name="Reason">Why, in the words of the actor.</param>
internal sealed record PeriodMove(string Tenant, Period Period, IReadOnlyList<LedgerName> Ledgers, PeriodEvent Event, string Reason)
{
    /// <summary>The end of a reopening, exclusive.</summary>
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>Ledgers whose state does not take the event are left as they are; else one of them refuses the whole move.</summary>
    public bool WhereItApplies { get; init; }
}

/// <summary>Changes the state of months: all ledgers of a move, and their history, in one transaction.</summary>
public sealed class PeriodChanges(ClosingStore store)
{
    /// <summary>The code of a refusal because other months or ledgers come first.</summary>
    internal const string OutOfOrder = "period-order";

    /// <summary>The code of a refusal because the state does not take it.</summary>
    internal const string Unfit = "transition-refused";

    private const int MostAttempts = 8;

    /// <summary>Makes the move; the same correlation again changes nothing.</summary>
    /// <returns>The ledgers as they stand then, in the order of the move.</returns>
    /// <exception cref="RefusedException">409 transition-refused, with the events allowed instead; 409 period-order, with what must come first.</exception>
    internal async Task<IReadOnlyList<PeriodStanding>> ApplyAsync(PeriodMove move, Actor actor, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var rows = await ReadAsync(move, actor, cancellationToken);
            PeriodRow[] open = await WasMadeAsync(move, actor, cancellationToken) ? [] : [.. rows.Where(row => !move.WhereItApplies || row.Takes(move.Event, actor.Now))];
            if (open.Length == 0)
            {
                return [.. rows.Select(row => row.Standing())];
            }

            await RequireOrderAsync(move, actor, cancellationToken);
            if (await store.TryWriteAsync(move.Tenant, [.. open.SelectMany(row => Moved(row, move, actor))], actor.Now))
            {
                return [.. rows.Select(row => row.Standing())];
            }
        }

        throw new InvalidOperationException($"{move.Period} changed each time it was to be changed.");
    }

    /// <summary>Whether the move was made by the same command or process before, whatever happened to the month since.</summary>
    internal async Task<bool> WasMadeAsync(PeriodMove move, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var ledger in move.Ledgers)
        {
            var changes = await store.ReadAllAsync<TableEntity>(move.Tenant, ClosingKeys.ChangePrefix(ledger, move.Period), cancellationToken);
            if (changes.Any(row => RowJson.Read<PeriodChange>(row.Text("Change")).Correlation == actor.Correlation))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<PeriodRow>> ReadAsync(PeriodMove move, Actor actor, CancellationToken cancellationToken)
    {
        var books = await store.ReadBooksAsync(move.Tenant, cancellationToken);
        List<PeriodRow> rows = [];
        foreach (var ledger in move.Ledgers)
        {
            rows.Add(await store.FindAsync<PeriodRow>(move.Tenant, ClosingKeys.PeriodOf(ledger, move.Period), cancellationToken)
                ?? PeriodRow.From(move.Tenant, books.Of(ledger, move.Period, actor.Tenant!.DayAt(actor.Now))));
        }

        return rows;
    }

    private async Task RequireOrderAsync(PeriodMove move, Actor actor, CancellationToken cancellationToken)
    {
        if (move.Event is not (PeriodEvent.Close or PeriodEvent.Reopen))
        {
            return;
        }

        var books = await store.ReadBooksAsync(move.Tenant, cancellationToken);
        var problem = move.Event == PeriodEvent.Close
            ? PeriodOrder.AgainstClosing(move.Ledgers, move.Period, books, (actor.Now, actor.Tenant!.DayAt(actor.Now)))
            : PeriodOrder.AgainstReopening(move.Ledgers, move.Period, books, actor.Now);
        if (problem is not null)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, OutOfOrder, problem);
        }
    }

    private static TableTransactionAction[] Moved(PeriodRow row, PeriodMove move, Actor actor)
    {
        try
        {
            return row.Move(move.Event, actor, move.Reason, move.OpenUntil);
        }
        catch (TransitionRefusedException refusal)
        {
            throw RefusalOf(row.Ledger, row.Period, refusal);
        }
    }

    internal static RefusedException RefusalOf(LedgerName ledger, Period period, TransitionRefusedException refusal)
        => new(StatusCodes.Status409Conflict, Unfit, $"{period} of {ledger.Word()}: {refusal.Message}")
        {
            More = new Dictionary<string, object?> { ["ledger"] = ledger.Word(), ["state"] = refusal.State, ["allowed"] = refusal.Allowed },
        };
}
