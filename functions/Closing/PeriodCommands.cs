using System.Globalization;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Closing;

/// <summary>Changes of months by hand. The close waits for postings under way; a command does not wait, so it refuses to overtake them.</summary>
public sealed class PeriodCommands(PeriodChanges changes, Periods periods)
{
    /// <summary>The code of a refusal because of postings that have begun and not ended.</summary>
    internal const string UnderWay = "postings-under-way";

    /// <summary>
    /// Makes the move, and says how many postings are under way then: those that began before the month closed are still written.
    /// The same correlation again changes nothing.
    /// </summary>
    /// <exception cref="RefusedException">409 postings-under-way, at a close or a lock; as <see cref="PeriodChanges.ApplyAsync"/>.</exception>
    internal async Task<IReadOnlyList<PeriodView>> ApplyAsync(PeriodMove move, Actor actor, CancellationToken cancellationToken)
    {
        if (move.Event is PeriodEvent.Close or PeriodEvent.HardLock && !await changes.WasMadeAsync(move, actor, cancellationToken))
        {
            await RequireSettledAsync(move, cancellationToken);
        }

        List<PeriodView> views = [];
        foreach (var standing in await changes.ApplyAsync(move, actor, cancellationToken))
        {
            views.Add(PeriodView.From(standing, actor.Now) with { PostingsUnderWay = await periods.CountUnderWayAsync(move.Tenant, standing.Ledger, move.Period, cancellationToken) });
        }

        return views;
    }

    private async Task RequireSettledAsync(PeriodMove move, CancellationToken cancellationToken)
    {
        if (await periods.CountUnderWayAsync(move.Tenant, move.Ledgers, move.Period, cancellationToken) is > 0 and var underWay)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, UnderWay, string.Create(CultureInfo.InvariantCulture, $"{underWay} postings to {move.Period} are under way. Each ends within {Periods.PostingTime.TotalMinutes} minutes, or is forgotten after {Periods.PermitTime.TotalMinutes}: soft-close the month and try again then."))
            {
                More = new Dictionary<string, object?> { ["postingsUnderWay"] = underWay },
                RetryAfter = Periods.PostingTime,
            };
        }
    }
}
