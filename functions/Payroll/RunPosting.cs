using System.Collections.Frozen;
using System.Globalization;
using BackOffice.Closing;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Ledger;
using BackOffice.Ledger.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using BackOffice.Timesheets;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>Posts an approved run to the journal, once; where the books do not take it, the run stays approved and says why.</summary>
public sealed class RunPosting(PayrollStore store, PayGroups groups, Periods periods, Journal journal, TimesheetStore sheets, RunReversal reversals, FrozenDictionary<string, PostingTemplates> templates, Actors actors)
{
    /// <summary>
    /// Takes the next place in the chain of the group's runs, then posts. Two runs of a group that were calculated from the same
    /// balances cannot both be posted: the second is refused and has to be calculated again.
    /// </summary>
    [Function(nameof(PayrollSteps.PostRun))]
    public async Task<RunProgress> PostAsync([ActivityTrigger] RunRound round, CancellationToken cancellationToken)
    {
        var row = await store.RequireRunAsync(round.Run, cancellationToken);
        if (row.Round != round.Round || row.State is not (RunState.Approved or RunState.Posting))
        {
            return row.ProgressOf(round);
        }

        var actor = await actors.NowAsync(round.Tenant, PayrollNotices.Process, round.InstanceId, cancellationToken);
        var chain = await store.ReadChainAsync(round.Tenant, row.Group, cancellationToken);
        if (row.State == RunState.Approved)
        {
            var decision = await periods.DecideAsync(round.Tenant, LedgerName.Payroll, row.PostOn, cancellationToken);
            if (!decision.MayPost)
            {
                return await store.SaveAsync(row, round, row.Note("Hinder", actor, decision.Why), actor);
            }

            if (chain.Tip != row.ChainTip || await reversals.IsStaleAsync(row, cancellationToken))
            {
                return await store.SaveAsync(row, round, row.Move(RunEvent.Reject, actor, "Another run of the group was posted meanwhile, or the run that is taken back has changed: calculate again."), actor);
            }

            if (!await store.TryWriteAsync(round.Tenant, [.. row.Move(RunEvent.Post, actor, $"Posts on {row.PostOn}."), chain.Append(row.Link)], actor.Now))
            {
                throw PayrollStore.Moved(round);
            }
        }

        return await PostAsync(row, chain.Standing(), (round, actor), cancellationToken);
    }

    /// <summary>What of the run's sums no template knows: it is to be given one before the run is submitted.</summary>
    internal async Task<IReadOnlyList<string>> UnknownCodesAsync(RunRow row, CancellationToken cancellationToken)
        => (await OutcomeAsync(row, cancellationToken)).UnknownCodes;

    private async Task<RunProgress> PostAsync(RunRow row, IReadOnlyList<ChainLink> standing, (RunRound Round, Actor Actor) by, CancellationToken cancellationToken)
    {
        var (round, actor) = by;
        var outcome = await OutcomeAsync(row, cancellationToken);
        if (outcome.UnknownCodes.Count > 0)
        {
            return await TakeBackAsync(row, round, actor, $"No posting template knows {string.Join(", ", outcome.UnknownCodes)}.", cancellationToken);
        }

        if (row.Link.IsWhole)
        {
            // Sheets that come from now on are paid with a later month, as differences.
            await sheets.CutOffAsync(round.Tenant, row.Group, row.Period, row.KnownAt!.Value, cancellationToken);
        }

        try
        {
            if (outcome.Entry is { } entry)
            {
                await journal.PostAsync(entry, by: null, cancellationToken);
                row.EntryId = entry.Id;
            }
        }
        catch (RefusedException refusal) when (refusal.Code == "period-closed")
        {
            return await TakeBackAsync(row, round, actor, refusal.Message, cancellationToken);
        }

        if (row.Link.IsWhole && LateTime.LastOf(standing) is { } over)
        {
            // Only now: while the books may refuse the run, that month still takes late sheets.
            await sheets.EndDifferencesAsync(round.Tenant, row.Group, over, actor.Now, cancellationToken);
        }

        var moved = row.Move(RunEvent.Order, actor, row.EntryId is null ? "There was nothing to post." : $"Posted as {row.EntryId}.");
        return await store.SaveAsync(row, round, [.. moved, .. await reversals.CompleteAsync(row, actor, cancellationToken)], actor);
    }

    private async Task<PostingOutcome> OutcomeAsync(RunRow row, CancellationToken cancellationToken)
    {
        // A reversal goes to the accounts of the run that it takes back, whatever the chart is by now.
        var charted = row.Reverses is { } reversed ? await store.RequireRunAsync(new RunReference(row.Reference.Tenant, reversed), cancellationToken) : row;
        var group = await groups.FindAsync(row.Reference.Tenant, row.Group, charted.PayDay, charted.KnownAt!.Value, cancellationToken) ?? throw new InvalidOperationException($"The pay group of {row.RunId} is gone.");
        var header = new JournalHeader
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"payroll-{row.RunId}-r{row.Round}"),
            Tenant = row.Reference.Tenant,
            Ledger = LedgerName.Payroll,
            Day = row.PostOn,
            Period = row.Period,
            Description = $"Payroll {row.RunId}",
            Source = row.RunId,
            Rules = string.Join(' ', row.ReadRules()),
        };
        return PayrollPosting.Of(await store.ReadTotalsAsync(row, cancellationToken), header, templates[group.Country].With(group.PostingAccounts));
    }

    /// <summary>The month was closed between the look and the posting, or a template is missing: nothing was posted, and the place in the chain is free again.</summary>
    private async Task<RunProgress> TakeBackAsync(RunRow row, RunRound round, Actor actor, string why, CancellationToken cancellationToken)
    {
        var chain = await store.ReadChainAsync(round.Tenant, row.Group, cancellationToken);
        return await store.SaveAsync(row, round, [.. row.Move(RunEvent.Hinder, actor, why), chain.TakeBack(row.Link)], actor);
    }
}
