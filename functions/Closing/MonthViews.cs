using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>Months as the API shows them, with everything that ever happened to them.</summary>
public sealed class MonthViews(ClosingStore store)
{
    internal async Task<MonthView> ReadAsync(string tenant, Period period, Actor actor, CancellationToken cancellationToken)
    {
        var books = await store.ReadBooksAsync(tenant, cancellationToken);
        List<PeriodChange> history = [];
        List<ExceptionView> exceptions = [];
        foreach (var ledger in Ledgers.All)
        {
            history.AddRange((await store.ReadAllAsync<TableEntity>(tenant, ClosingKeys.ChangePrefix(ledger, period), cancellationToken)).Select(row => RowJson.Read<PeriodChange>(row.Text("Change"))));
            exceptions.AddRange((await store.ReadAllAsync<ExceptionRow>(tenant, ClosingKeys.ExceptionPrefix(ledger, period), cancellationToken)).Select(row => ExceptionView.From(row, actor.Now)));
        }

        return new MonthView(
            period,
            [.. Ledgers.All.Select(ledger => PeriodView.From(books.Of(ledger, period, actor.Tenant!.DayAt(actor.Now)), actor.Now))],
            [.. history.OrderBy(change => change.At)],
            exceptions,
            [.. (await store.ReadAllAsync<ReopeningRow>(tenant, ClosingKeys.ReopeningPrefix(period), cancellationToken)).Select(ReopeningView.From)]);
    }
}
