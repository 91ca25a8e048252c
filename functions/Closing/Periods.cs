using System.Globalization;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace BackOffice.Closing;

/// <summary>
/// Asks the books before something is recorded in them. <see cref="DecideAsync(Posting, CancellationToken)"/> only looks;
/// <see cref="PostAsync"/> also keeps a close from overtaking the posting.
/// </summary>
public sealed class Periods(ClosingStore store, TenantStore tenants, TimeProvider time)
{
    /// <summary>How long a posting under way may take; then its writing is cancelled.</summary>
    public static readonly TimeSpan PostingTime = TimeSpan.FromMinutes(5);

    /// <summary>After this time a permit that was never given back is dead: its process was killed before it could write.</summary>
    internal static readonly TimeSpan PermitTime = TimeSpan.FromMinutes(15);

    /// <summary>Whether the program itself may record something on this day, by the tenant's calendar.</summary>
    /// <exception cref="RefusedException">404 not-found: there is no such tenant.</exception>
    public Task<PostingDecision> DecideAsync(string tenant, LedgerName ledger, LocalDate day, CancellationToken cancellationToken)
        => DecideAsync(new Posting(tenant, ledger, day), cancellationToken);

    /// <summary>Whether a posting would be taken now; a later one may be decided otherwise.</summary>
    /// <exception cref="RefusedException">404 not-found: there is no such tenant.</exception>
    public async Task<PostingDecision> DecideAsync(Posting posting, CancellationToken cancellationToken)
    {
        var tenant = await tenants.RequireAsync(posting.Tenant, cancellationToken);
        var now = time.GetUtcNow();
        return PostingRule.Decide(posting, await store.ReadBooksAsync(posting.Tenant, cancellationToken), now, tenant.DayAt(now));
    }

    /// <summary>
    /// Records something in a ledger while its month takes it. Guarantee: what is written here is either written before the
    /// close of the month looks at its postings for the last time, or not at all. A permit row is written, then the month is
    /// read; the close writes Closed, then reads the permits. So one of the two sees the other: this refuses, or the close waits.
    /// </summary>
    /// <param name="posting">What is to be recorded.</param>
    /// <param name="write">
    /// Writes it, in any table, and keeps <see cref="PostingDecision.PeriodVersion"/> with it. Its token ends after five minutes.
    /// It is not called when the month refuses; so look first whether the posting was written before a crash.
    /// </param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="RefusedException">409 period-closed, with the month to use instead (usePeriod, useDay).</exception>
    public async Task<T> PostAsync<T>(Posting posting, Func<PostingDecision, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var permit = ClosingKeys.PermitPrefix(posting.Ledger, posting.Period) + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        using var limit = new CancellationTokenSource(PostingTime, time);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await store.TryAddAsync(new TableEntity(ClosingKeys.Partition(posting.Tenant), permit) { ["SchemaVersion"] = 1, ["GivenAt"] = time.GetUtcNow() }, writing.Token);
        try
        {
            var decision = await DecideAsync(posting, writing.Token);
            return decision.MayPost ? await write(decision, writing.Token) : throw RefusalOf(decision);
        }
        finally
        {
            await store.DeleteAsync(posting.Tenant, permit);
        }
    }

    /// <summary>The refusal of a posting, for callers that decide themselves.</summary>
    public static RefusedException RefusalOf(PostingDecision decision) => new(StatusCodes.Status409Conflict, "period-closed", decision.Why)
    {
        More = new Dictionary<string, object?>
        {
            ["ledger"] = decision.Ledger.Word(),
            ["period"] = decision.Period.ToString(),
            ["state"] = $"{decision.State}",
            ["usePeriod"] = decision.UsePeriod?.ToString(),
            ["useDay"] = decision.UseDay?.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture),
        },
    };

    /// <summary>Postings under way in a month of some ledgers.</summary>
    internal async Task<int> CountUnderWayAsync(string tenant, IReadOnlyList<LedgerName> ledgers, Period period, CancellationToken cancellationToken)
    {
        var underWay = 0;
        foreach (var ledger in ledgers)
        {
            underWay += await CountUnderWayAsync(tenant, ledger, period, cancellationToken);
        }

        return underWay;
    }

    /// <summary>Postings under way in a month; those whose process is dead by now are forgotten.</summary>
    internal async Task<int> CountUnderWayAsync(string tenant, LedgerName ledger, Period period, CancellationToken cancellationToken)
    {
        var alive = 0;
        foreach (var permit in await store.ReadAllAsync<TableEntity>(tenant, ClosingKeys.PermitPrefix(ledger, period), cancellationToken))
        {
            if (permit.GetDateTimeOffset("GivenAt") + PermitTime > time.GetUtcNow())
            {
                alive++;
            }
            else
            {
                await store.DeleteAsync(tenant, permit.RowKey);
            }
        }

        return alive;
    }
}
