using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Payments;
using BackOffice.Payments.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Payroll;

/// <summary>Hears from the bank what became of the nets of runs: all paid closes a run, what came back opens its debt again.</summary>
public sealed class RunSettlement(PayrollStore store, PaymentOrders orders, Actors actors) : IPayableOwner
{
    private const int MostAttempts = 8;

    public string Kind => RunOrdering.Salary;

    /// <summary>Writes down whose money came back, then moves the run; the same news again changes nothing.</summary>
    public async Task HearAsync(PayableNews news, CancellationToken cancellationToken)
    {
        foreach (var run in news.Payables.GroupBy(word => RunIdOf(word.Key), StringComparer.Ordinal))
        {
            var reference = new RunReference(news.Order.Tenant, run.Key);
            if (await store.FindRunAsync(reference, cancellationToken) is { } row)
            {
                await MarkAsync(row, news, [.. run], cancellationToken);
                await SettleAsync(reference, news.Order.OrderId, cancellationToken);
            }
        }
    }

    internal static string RunIdOf(PayableKey key) => key.Key[..key.Key.IndexOf('|', StringComparison.Ordinal)];

    internal static string PersonOf(PayableKey key) => key.Key[(key.Key.IndexOf('|', StringComparison.Ordinal) + 1)..];

    private async Task MarkAsync(RunRow run, PayableNews news, IReadOnlyList<PayableWord> words, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(run.Reference.Tenant, PayrollNotices.Process, news.Order.OrderId, cancellationToken);
        foreach (var word in words)
        {
            var there = await FindMarkAsync(run, news, word, cancellationToken);
            if (news.State is LineState.Returned or LineState.Rejected)
            {
                var row = there ?? PersonRow.Of(run.Reference, PersonOf(word.Key));
                (row.State, row.Round, row.Actor, row.At) = (PersonState.Returned, run.Round, PayrollNotices.Process, actor.Now);
                row.Reason = $"{news.State}{(word.Reason is null ? "" : $": {word.Reason}")}";
                await store.TryWriteAsync([there is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, there.ETag)], cancellationToken);
            }
            else if (there is { State: PersonState.Returned })
            {
                // What came back was ordered again, and is paid now.
                await store.DeletePersonAsync(there, cancellationToken);
            }
        }
    }

    /// <summary>For payments that arrived nothing need be read unless something of the run ever came back.</summary>
    private async Task<PersonRow?> FindMarkAsync(RunRow run, PayableNews news, PayableWord word, CancellationToken cancellationToken)
        => news.State == LineState.Paid && run.State == RunState.Settling && run.ReadOrders().Count == 1
            ? null
            : await store.FindPersonAsync(run.Reference, PersonOf(word.Key), cancellationToken);

    /// <summary>Moves a run that waits for the bank to where its payments are; nothing happens to any other.</summary>
    /// <param name="reference">Which run.</param>
    /// <param name="by">The order or process that asks.</param>
    /// <param name="cancellationToken">The caller's.</param>
    internal async Task SettleAsync(RunReference reference, string by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var row = await store.RequireRunAsync(reference, cancellationToken);
            if (await EventAsync(row, cancellationToken) is not { } @event || !row.Takes(@event))
            {
                return;
            }

            var actor = await actors.NowAsync(reference.Tenant, PayrollNotices.Process, by, cancellationToken);
            var rows = row.Move(@event, actor, string.Create(CultureInfo.InvariantCulture, $"By the bank, {by}."));
            row.HasNews = true;
            Notifications.Notification[] notices = PayrollNotices.Of(row) is { } notice ? [notice] : [];
            if (await store.TryWriteAsync(reference.Tenant, rows, actor.Now, notices))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The run {reference.RunId} changed each time the bank's news was to be written.");
    }

    /// <summary>Something of the run is returned and not ordered again: partially paid. Every order paid: closed. Else it goes on waiting.</summary>
    private async Task<RunEvent?> EventAsync(RunRow row, CancellationToken cancellationToken)
    {
        if ((await store.ReadPeopleAsync(row.Reference, cancellationToken)).Any(person => person.State == PersonState.Returned))
        {
            return RunEvent.Return;
        }

        foreach (var order in row.ReadOrders())
        {
            var summary = await orders.FindAsync(new PaymentOrderReference(row.Reference.Tenant, order), cancellationToken);
            if (summary is null || summary.Paid + summary.Returned + summary.Rejected < summary.Count)
            {
                return null;
            }
        }

        return RunEvent.Close;
    }
}
