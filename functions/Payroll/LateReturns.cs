using System.Globalization;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>
/// Tells clerks of money that came back, or that the bank refused to pay, after the slip it was for was taken back: the person owes it, and later slips recover it,
/// though the company has it again. Nobody but a clerk sets one off against the other.
/// </summary>
public sealed class LateReturns(PayrollStore store, RunHistory history, ReversalGathering reversals, Actors actors)
{
    /// <summary>The change of a run that tells of it.</summary>
    internal const string Event = "LateReturn";

    /// <summary>Writes down each return once, with the person and the amount, and tells the preparers.</summary>
    /// <exception cref="InvalidOperationException">The reversal is being posted: the news is told again.</exception>
    internal async Task NoteAsync(RunRow run, PayableNews news, IReadOnlyList<PayableWord> words, CancellationToken cancellationToken)
    {
        foreach (var taken in (await TakenBackAsync(run, words, cancellationToken)).GroupBy(entry => entry.Reversal, StringComparer.Ordinal))
        {
            var reversal = await store.RequireRunAsync(run.Reference with { RunId = taken.Key }, cancellationToken);
            var owed = await reversals.DebtorsAsync(reversal.Current, [.. taken.Select(entry => RunDebt.PersonOf(entry.Word.Key))], cancellationToken);
            foreach (var (word, _) in taken.Where(entry => owed.Contains(RunDebt.PersonOf(entry.Word.Key))))
            {
                await NoteAsync(run.Reference, news, word, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<(PayableWord Word, string Reversal)>> TakenBackAsync(RunRow run, IReadOnlyList<PayableWord> words, CancellationToken cancellationToken)
    {
        if (run.ReversedBy is { } other)
        {
            // A reversal that is not posted yet is stale by now and is calculated again; one that is being posted is waited for.
            return run.State == RunState.Reversed ? [.. words.Select(word => (word, other))]
                : (await store.RequireRunAsync(run.Reference with { RunId = other }, cancellationToken)).State == RunState.Posting ? throw PayrollStore.Moved(run.Current)
                : [];
        }

        List<(PayableWord, string)> taken = [];
        foreach (var word in words)
        {
            if (await store.FindPersonAsync(run.Reference, RunDebt.PersonOf(word.Key), cancellationToken) is { State: PersonState.Reversed, ReversedBy: { } reversal })
            {
                taken.Add((word, reversal));
            }
        }

        return taken;
    }

    private async Task NoteAsync(RunReference run, PayableNews news, PayableWord word, CancellationToken cancellationToken)
    {
        var person = RunDebt.PersonOf(word.Key);
        var actor = await actors.NowAsync(run.Tenant, PayrollNotices.Process, $"{news.Order.OrderId}-{person}-returned", cancellationToken);
        var why = string.Create(CultureInfo.InvariantCulture, $"{word.Amount} {(news.State == LineState.Rejected ? "was not paid" : "came back")} by {news.Order.OrderId} after the slip was taken back{(word.Reason is null ? "" : $" ({word.Reason})")}. The debt for it goes on until it is set off.");
        await history.NoteOnceAsync(run, actor, row => row.Note(new RunCommand(actor, why).About(Event, person)), row => [PayrollNotices.LateReturn(row)], cancellationToken);
    }
}
