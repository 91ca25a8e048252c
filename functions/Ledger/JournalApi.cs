using System.Collections.Frozen;
using BackOffice.Http;
using BackOffice.Ledger.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Ledger;

/// <summary>The journal over HTTP: it is read here, and written by the features whose runs and documents it tells of.</summary>
public sealed class JournalApi(JournalStore store, JournalExport export, TenantStore tenants, FrozenDictionary<string, PostingTemplates> templates)
{
    private const string Route = "v1/{tenant}/journal";
    private const int MostMonths = 24;

    /// <summary>The entries, by year and number.</summary>
    [Function("ListJournal")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Paged]
    [Query("period", "Only entries posted in this month, as 2026-01.")]
    [Query("source", "Only entries of this run or document.")]
    [Gives(200, typeof(Page<JournalView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        Period? month = request.Query["period"].FirstOrDefault() is { } text ? Month(text) : null;
        var source = request.Query["source"].FirstOrDefault();
        IEnumerable<string> conditions =
        [
            .. month is { } posted ? [$"Month eq '{posted}'"] : Array.Empty<string>(),
            .. source is null ? [] : new[] { Azure.Data.Tables.TableClient.CreateQueryFilter($"Source eq {source}") },
        ];
        var condition = string.Join(" and ", conditions);
        var rows = store.Query(tenant, month is { } one ? JournalKeys.EntryPrefix(one.Year) : JournalKeys.Entries, condition.Length == 0 ? null : condition, Paging.TopOf(request));
        return TypedResults.Ok(await Paging.ReadAsync(request, rows, row => JournalView.Of(tenant, row), cancellationToken));
    }

    /// <summary>One entry with its lines, and the entry that took it back.</summary>
    [Function("GetJournalEntry")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Tagged]
    [Gives(200, typeof(JournalEntryView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var row = JournalEntry.ProblemWithId(id) is null ? await store.FindAsync(tenant, id, cancellationToken) : null;
        if (row is null)
        {
            throw RefusedException.NotFound($"The journal has no entry '{id}'.");
        }

        var lines = await store.ReadLinesAsync(row, cancellationToken);
        var names = row.ReadAccountNames();
        var reversal = await store.FindAsync(tenant, JournalEntry.ReversalIdOf(id), cancellationToken);
        return ETags.Ok(request, new JournalEntryView(JournalView.Of(tenant, row), [.. lines.Select(line => JournalLineView.Of(line, names))], reversal?.EntryId));
    }

    /// <summary>The lines of all entries posted in some months, as CSV.</summary>
    [Function("ExportJournal")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Query("from", "The first month, as 2026-01.", IsRequired = true)]
    [Query("to", "The last month, which is included; the first one when left out. At most 24 months.")]
    [Gives(200, typeof(Stream), As = "text/csv")]
    public IResult Export([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}/journal-export")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var from = Month(request.Query["from"].FirstOrDefault() ?? "");
        var to = request.Query["to"].FirstOrDefault() is { } last ? Month(last) : from;
        return to.MonthsSince(from) is < 0 or >= MostMonths
            ? throw RefusedException.Invalid($"Ask for 1 to {MostMonths} months.")
            : TypedResults.Stream(target => export.WriteAsync(target, tenant, (from, to), cancellationToken), "text/csv; charset=utf-8", $"journal-{tenant}-{from}-{to}.csv");
    }

    /// <summary>Debits, credits and balance of each account over the entries posted in a month.</summary>
    [Function("GetTrialBalance")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Tagged]
    [Refuses(400, "invalid-request")]
    [Gives(200, typeof(TrialBalanceView))]
    public async Task<IResult> TrialBalanceAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}/trial-balances/{period}")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
    {
        var (month, country) = (Month(period), (await tenants.RequireAsync(tenant, cancellationToken)).Country);
        var (balance, entries) = (new TrialBalance(), 0);
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        await foreach (var row in store.Query(tenant, JournalKeys.EntryPrefix(month.Year), $"Month eq '{month}'").WithCancellation(cancellationToken))
        {
            balance.Add(await store.ReadLinesAsync(row, cancellationToken));
            foreach (var (account, name) in row.ReadAccountNames())
            {
                names[account] = name;
            }

            entries++;
        }

        return ETags.Ok(request, new TrialBalanceView(month, entries, [.. balance.Accounts.Select(account => AccountBalanceView.Of(account, names, templates.GetValueOrDefault(country)))]));
    }

    private static Period Month(string text) => Period.TryParse(text, out var month) ? month : throw RefusedException.Invalid("A month is written as 2026-01.");
}
