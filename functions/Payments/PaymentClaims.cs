using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>
/// One place a debt, on a page with its neighbours: who writes there first, under the page's ETag, has it. A claim is never given
/// back by hand; it is free when the order that holds it was taken back or refused, or when its line came back, so that what frees
/// a debt is one write and cannot be forgotten.
/// </summary>
public sealed class PaymentClaims(TableServiceClient tables, PaymentStore store, PaymentBlobs blobs)
{
    /// <summary>Pages of one transaction.</summary>
    private const int MostPages = 100;

    private const int MostAttempts = 16;

    private readonly TableClient table = tables.GetTableClient(PaymentKeys.Claims);

    /// <summary>Claims the debts of a part.</summary>
    /// <param name="order">Who claims.</param>
    /// <param name="part">For which part, and of which debts it is to be made.</param>
    /// <param name="lines">The debts by their line.</param>
    /// <param name="cancellationToken">Stops between transactions; what is claimed stays so.</param>
    /// <returns>Lines that a live order holds, with its id.</returns>
    internal async Task<IReadOnlyDictionary<int, string>> TakeAsync(PaymentOrderReference order, (int Number, string InputDigest) part, IEnumerable<(int Line, PayableKey Key)> lines, CancellationToken cancellationToken)
    {
        Dictionary<int, string> held = [];
        Dictionary<PayableKey, ClaimHolder> wanted = [];
        foreach (var (line, key) in lines)
        {
            if (!wanted.TryAdd(key, ClaimHolder.Of(order, part, line)))
            {
                held[line] = order.OrderId; // the same debt twice in one part
            }
        }

        var holders = new ClaimHolders(store, blobs, order.Tenant);
        foreach (var pages in PagesOf(order.Tenant, wanted))
        {
            foreach (var (line, holder) in await TakeAsync(pages, holders, areNew: part.Number == 1, cancellationToken))
            {
                held[line] = holder;
            }
        }

        return held;
    }

    /// <summary>Of some debts, those whose claim an order has, whether it still counts or not.</summary>
    internal async Task<IReadOnlySet<PayableKey>> OwnAsync(PaymentOrderReference order, IReadOnlyCollection<PayableKey> debts, CancellationToken cancellationToken)
        => await ReadClaimedAsync(order.Tenant, debts, cancellationToken)
            .Where(claim => claim.Holder.OrderId == order.OrderId)
            .Select(claim => claim.Key)
            .ToHashSetAsync(cancellationToken: cancellationToken);

    private async IAsyncEnumerable<(PayableKey Key, ClaimHolder Holder)> ReadClaimedAsync(string tenant, IEnumerable<PayableKey> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var pages in PagesOf(tenant, keys.Distinct().ToDictionary(key => key, key => key)))
        {
            var there = await ReadAsync(pages, cancellationToken);
            foreach (var page in pages.Where(page => there.ContainsKey(page.Row)))
            {
                var claims = there[page.Row].ReadClaims();
                foreach (var (end, key) in page.Entries)
                {
                    if (claims.TryGetValue(end, out var holder))
                    {
                        yield return (key, holder);
                    }
                }
            }
        }
    }

    /// <summary>Pages side by side, as many as one transaction writes.</summary>
    private static IEnumerable<IReadOnlyList<ClaimPage<T>>> PagesOf<T>(string tenant, IReadOnlyDictionary<PayableKey, T> entries)
        => entries.Select(entry => (Place: PaymentKeys.Claim(tenant, entry.Key), entry.Value))
            .GroupBy(entry => (entry.Place.Partition, entry.Place.Row))
            .Select(page => new ClaimPage<T>(page.Key.Partition, page.Key.Row, [.. page.Select(entry => (entry.Place.End, entry.Value))]))
            .GroupBy(page => page.Partition, StringComparer.Ordinal)
            .SelectMany(partition => partition.OrderBy(page => page.Row, StringComparer.Ordinal).Chunk(MostPages));

    private async Task<IReadOnlyList<(int Line, string Holder)>> TakeAsync(IReadOnlyList<ClaimPage<ClaimHolder>> pages, ClaimHolders holders, bool areNew, CancellationToken cancellationToken)
    {
        // Most debts are claimed once: the pages of a first part are taken for new until one proves not to be. A later part begins on the page where the one before it ends.
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var there = attempt == 0 && areNew ? [] : await ReadAsync(pages, cancellationToken);
            List<TableTransactionAction> writes = [];
            List<(int Line, string Holder)> held = [];
            foreach (var page in pages)
            {
                var row = there.GetValueOrDefault(page.Row) ?? new ClaimPageRow { PartitionKey = page.Partition, RowKey = page.Row };
                var claims = row.ReadClaims();
                var (taken, refused) = await TakeAsync(page, claims, holders, cancellationToken);
                held.AddRange(refused);
                writes.AddRange(taken ? [row.With(claims)] : []);
            }

            if (writes.Count == 0 || await table.TryWriteAsync(writes, CancellationToken.None))
            {
                return held;
            }
        }

        throw new InvalidOperationException("These claims changed each time they were to be taken.");
    }

    /// <summary>Puts on a page what can be had of it; what an earlier try put there is its own.</summary>
    private static async Task<(bool IsChanged, IReadOnlyList<(int Line, string Holder)> Held)> TakeAsync(ClaimPage<ClaimHolder> page, SortedDictionary<string, ClaimHolder> claims, ClaimHolders holders, CancellationToken cancellationToken)
    {
        var isChanged = false;
        List<(int Line, string Holder)> held = [];
        foreach (var (end, wanted) in page.Entries)
        {
            var kept = claims.GetValueOrDefault(end);
            if (kept?.IsOf(wanted) == true)
            {
                // An earlier try, also one of other debts, or the answer that was lost: whichever decides the part, the claim is the part's.
            }
            else if (kept is null || await holders.IsFreeAsync(new ClaimPlace(page.Partition, page.Row, end), kept, cancellationToken))
            {
                claims[end] = wanted;
                isChanged = true;
            }
            else
            {
                held.Add((wanted.Line, kept.OrderId));
            }
        }

        return (isChanged, held);
    }

    private async Task<Dictionary<string, ClaimPageRow>> ReadAsync<T>(IReadOnlyList<ClaimPage<T>> pages, CancellationToken cancellationToken)
    {
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {pages[0].Partition} and RowKey ge {pages[0].Row} and RowKey le {pages[^1].Row}");
        var wanted = pages.Select(page => page.Row).ToHashSet(StringComparer.Ordinal);
        return await table.QueryAsync<ClaimPageRow>(range, cancellationToken: cancellationToken)
            .Where(row => wanted.Contains(row.RowKey))
            .ToDictionaryAsync(row => row.RowKey, StringComparer.Ordinal, cancellationToken);
    }

    private sealed record ClaimPage<T>(string Partition, string Row, IReadOnlyList<(string End, T Value)> Entries);
}
