using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>
/// Money that came back, or that the bank refused to pay, after the slip it was for was taken back: the person owes it, though the company
/// has it again. Written down for the next slip of the person, which sets it off, and told to clerks.
/// </summary>
public sealed class LateReturns(PayrollStore store, RunHistory history, ReversalGathering reversals, PaymentOrders orders, Actors actors)
{
    /// <summary>The change of a run that tells of it.</summary>
    internal const string Event = "LateReturn";

    /// <summary>Of some people, what never arrived, as a round knows it, and no slip has set off; who has none is not there.</summary>
    /// <param name="shard">Of the round.</param>
    /// <param name="plan">Of the round.</param>
    /// <param name="before">What the people's newest slips left.</param>
    /// <param name="cancellationToken">The activity's.</param>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<ReturnedNet>>> OpenAsync(ShardReference shard, RoundPlan plan, IReadOnlyDictionary<string, Balances> before, CancellationToken cancellationToken)
        => (await store.ReadLateReturnsAsync(shard, plan, cancellationToken))
            .Where(row => row.At <= plan.KnownAt && row.Returned.IsOpen(before.GetValueOrDefault(row.Person, Balances.None)))
            .OrderBy(row => row.Number)
            .GroupBy(row => row.Person, row => row.Returned, StringComparer.Ordinal)
            .ToDictionary(nets => nets.Key, nets => (IReadOnlyList<ReturnedNet>)[.. nets], StringComparer.Ordinal);

    /// <summary>Writes down each return once, with the person and the amount, and tells the preparers.</summary>
    /// <exception cref="InvalidOperationException">The reversal is being posted: the news is told again.</exception>
    internal async Task NoteAsync(RunRow run, PayableNews news, IReadOnlyList<PayableWord> words, CancellationToken cancellationToken)
    {
        var all = await TakenBackAsync(run, words, cancellationToken);

        // Banks tell of a return more than once: who was ordered again before the slip was taken back has that other payment.
        var still = all.Count == 0 ? null : await orders.StillWithAsync(news.Order, [.. all.Select(entry => entry.Word.Key)], cancellationToken);
        foreach (var taken in all.Where(entry => still!.Contains(entry.Word.Key)).GroupBy(entry => entry.Reversal, StringComparer.Ordinal))
        {
            var reversal = await store.RequireRunAsync(run.Reference with { RunId = taken.Key }, cancellationToken);
            var owed = await reversals.DebtorsAsync(reversal.Current, [.. taken.Select(entry => RunDebt.PersonOf(entry.Word.Key))], cancellationToken);
            foreach (var (word, _) in taken.Where(entry => owed.Contains(RunDebt.PersonOf(entry.Word.Key))))
            {
                await NoteAsync(run.Reference, news, word, cancellationToken);
            }
        }
    }

    /// <summary>Those of the debts whose slips were taken back, each with the run that did it: people of a run one by one, or all who are left at once.</summary>
    private async Task<IReadOnlyList<(PayableWord Word, string Reversal)>> TakenBackAsync(RunRow run, IReadOnlyList<PayableWord> words, CancellationToken cancellationToken)
    {
        var byPerson = (await store.ReadPeopleAsync(run.Reference, cancellationToken)).Where(person => person.State == PersonState.Reversed).ToDictionary(person => person.Person, person => person.ReversedBy, StringComparer.Ordinal);
        if (run.ReversedBy is { } other && run.State != RunState.Reversed)
        {
            await RequireAnotherLookAsync(run.Reference with { RunId = other }, cancellationToken);
        }

        var ofRun = run.State == RunState.Reversed ? run.ReversedBy : null;
        return [.. from word in words let reversal = byPerson.GetValueOrDefault(RunDebt.PersonOf(word.Key)) ?? ofRun where reversal is not null select (word, reversal)];
    }

    /// <summary>A reversal that is not posted yet is stale by now and is calculated again; one that is being posted, or was meanwhile, is waited for.</summary>
    private async Task RequireAnotherLookAsync(RunReference other, CancellationToken cancellationToken)
    {
        var reversal = await store.RequireRunAsync(other, cancellationToken);
        var isJudgedAgain = reversal.State switch
        {
            RunState.Draft or RunState.Collecting or RunState.Calculating or RunState.Exceptions or RunState.Calculated or RunState.AwaitingApproval or RunState.Rejected => true,

            // It may have been found fresh just before and not be written yet: written under its version, as it is, it has to be judged again.
            RunState.Approved => await store.TryWriteAsync([new(TableTransactionActionType.UpdateReplace, reversal, reversal.ETag)], cancellationToken),
            _ => false,
        };
        if (!isJudgedAgain)
        {
            throw PayrollStore.Moved(reversal.Current);
        }
    }

    private async Task NoteAsync(RunReference run, PayableNews news, PayableWord word, CancellationToken cancellationToken)
    {
        var person = RunDebt.PersonOf(word.Key);
        var actor = await actors.NowAsync(run.Tenant, PayrollNotices.Process, $"{news.Order.OrderId}-{person}-returned", cancellationToken);
        var why = string.Create(CultureInfo.InvariantCulture, $"{word.Amount} {(news.State == LineState.Rejected ? "was not paid" : "came back")} by {news.Order.OrderId} after the slip was taken back{(word.Reason is null ? "" : $" ({word.Reason})")}. The next slip sets it off against the debt and pays out what is over.");
        await history.NoteOnceAsync(run, actor, async row =>
        {
            var chain = await store.ReadChainAsync(run.Tenant, row.Group, cancellationToken);
            var late = LateReturnRow.Of(row, person, new ReturnedNet(news.Order.OrderId, row.Period, word.Amount));
            late.At = actor.Now;
            return [.. row.Note(new RunCommand(actor, why).About(Event, person)), .. chain.Append(late)];
        }, row => [PayrollNotices.LateReturn(row)], cancellationToken);
    }
}
