using System.Collections.Frozen;
using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Ledger;
using BackOffice.Ledger.Domain;
using BackOffice.Payments;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Posts what the bank paid of a run's orders, net payable to bank, and what came back, the other way. An entry a movement and direction, once.</summary>
public sealed class PaymentPosting(PayrollStore store, RunHistory history, PayGroups groups, Journal journal, FrozenDictionary<string, PostingTemplates> templates, Actors actors)
{
    private const int MostAttempts = 8;

    /// <summary>Posts on the day of the bank; in a month that is closed by then, on the day that the books name instead.</summary>
    /// <returns>False when no month is open: the run says so, and the movement comes again.</returns>
    internal async Task<bool> PostAsync(PaymentMovement movement, CancellationToken cancellationToken)
    {
        if (RunOrder.RunIdOf(movement.Order.OrderId) is not { } id || await store.FindRunAsync(new RunReference(movement.Order.Tenant, id), cancellationToken) is not { } run)
        {
            return true;
        }

        var group = await groups.FindAsync(run.Reference.Tenant, run.Group, run.PayDay, run.KnownAt!.Value, cancellationToken) ?? throw new InvalidOperationException($"The pay group of {run.RunId} is gone.");
        foreach (var (amount, word) in new[] { (movement.Paid, "paid"), (-movement.Returned, "returned") })
        {
            if (amount.Amount != 0 && !await PostAsync(run, day => PayrollPosting.PaymentOf(amount, HeaderOf(run, movement, word) with { Day = day }, templates[group.Country].With(group.PostingAccounts)), movement.Day, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static JournalHeader HeaderOf(RunRow run, PaymentMovement movement, string word) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{movement.Order.OrderId}-{word}-{movement.Number}"),
        Tenant = run.Reference.Tenant,
        Ledger = LedgerName.Payroll,
        Day = movement.Day,
        Period = Period.Of(movement.Day),
        Description = string.Create(CultureInfo.InvariantCulture, $"{movement.Order.OrderId} {word}"),
        Source = run.RunId,
    };

    private async Task<bool> PostAsync(RunRow run, Func<LocalDate, JournalEntry> entryOn, LocalDate wanted, CancellationToken cancellationToken)
    {
        var entry = entryOn(wanted);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            // Looked for by its id: it may have been posted on another day before a crash.
            if (await journal.FindAsync(entry.Header.Tenant, entry.Id, cancellationToken) is { } posted)
            {
                await NoteAsync(run, "PostPayment", entry.Id, $"Posted as {entry.Id} on {posted.Header.Day}.", cancellationToken);
                return true;
            }

            try
            {
                await journal.PostAsync(entry, by: null, cancellationToken);
            }
            catch (RefusedException refusal) when (refusal.Code == "period-closed" && refusal.More["useDay"] is string day)
            {
                entry = entryOn(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value);
            }
            catch (RefusedException refusal) when (refusal.Code == "period-closed")
            {
                await NoteAsync(run, "HinderPayment", $"{entry.Id}-hindered", $"{refusal.Code}: {entry.Id} waits. {refusal.Message}", cancellationToken);
                return false;
            }
        }

        throw new InvalidOperationException($"The books changed each time {entry.Id} was to be posted.");
    }

    /// <summary>Written down once for each entry and outcome.</summary>
    private async Task NoteAsync(RunRow run, string @event, string correlation, string reason, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(run.Reference.Tenant, PayrollNotices.Process, correlation, cancellationToken);
        await history.NoteOnceAsync(run.Reference, actor, row => Task.FromResult<IReadOnlyList<TableTransactionAction>>(row.Note(@event, actor, reason)), _ => [], cancellationToken);
    }
}
