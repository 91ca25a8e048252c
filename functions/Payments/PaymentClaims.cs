using Azure;
using Azure.Data.Tables;
using BackOffice.Payments.Domain;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>
/// One row a debt: whoever inserts it has it. A claim is never given back by hand; it is free when the order that holds it
/// was taken back or refused, or when its line came back, so that what frees a debt is one write and cannot be forgotten.
/// </summary>
public sealed class PaymentClaims(TableServiceClient tables, PaymentStore store)
{
    private const int MostRows = 100;
    private const int MostAttempts = 8;

    private readonly TableClient table = tables.GetTableClient(PaymentKeys.Claims);

    /// <summary>Claims the debts of a part.</summary>
    /// <param name="order">Who claims.</param>
    /// <param name="part">For which part.</param>
    /// <param name="lines">The debts by their line.</param>
    /// <param name="cancellationToken">Stops between transactions; what is claimed stays so.</param>
    /// <returns>Lines that a live order holds, with its id.</returns>
    internal async Task<IReadOnlyDictionary<int, string>> TakeAsync(PaymentOrderReference order, int part, IEnumerable<(int Line, PayableKey Key)> lines, CancellationToken cancellationToken)
    {
        Dictionary<int, string> held = [];
        Dictionary<string, TableEntity> own = new(StringComparer.Ordinal);
        foreach (var (line, key) in lines)
        {
            var (partition, row) = PaymentKeys.Claim(order.Tenant, key);
            if (!own.TryAdd($"{partition}|{row}", ClaimOf(partition, row, (order.OrderId, part, line))))
            {
                held[line] = order.OrderId; // the same debt twice in one part
            }
        }

        var chunks = own.Values.GroupBy(claim => claim.PartitionKey).SelectMany(bucket => bucket.OrderBy(claim => claim.RowKey, StringComparer.Ordinal).Chunk(MostRows));
        using var holders = new ClaimHolders(store, order.Tenant);
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = cancellationToken }, async (chunk, token) =>
        {
            foreach (var (line, holder) in await TakeChunkAsync(chunk, holders, token))
            {
                lock (held)
                {
                    held[line] = holder;
                }
            }
        });
        return held;
    }

    /// <summary>Which of these debts a live order has, sent or paid; the others nobody is paying.</summary>
    internal async Task<IReadOnlySet<PayableKey>> HeldAsync(string tenant, IEnumerable<PayableKey> keys, CancellationToken cancellationToken)
    {
        HashSet<PayableKey> held = [];
        using var holders = new ClaimHolders(store, tenant);
        var claims = keys.Select(key => (Key: key, Place: PaymentKeys.Claim(tenant, key))).GroupBy(claim => claim.Place.Partition, StringComparer.Ordinal);
        foreach (var bucket in claims)
        {
            var wanted = bucket.ToDictionary(claim => claim.Place.Row, claim => claim.Key, StringComparer.Ordinal);
            foreach (var (row, claim) in await ReadAsync(bucket.Key, wanted.Keys, cancellationToken))
            {
                if (!await holders.IsFreeAsync(claim, cancellationToken))
                {
                    held.Add(wanted[row]);
                }
            }
        }

        return held;
    }

    /// <summary>Of some debts, those whose claim an order has, whether it still counts or not.</summary>
    internal async Task<IReadOnlySet<PayableKey>> OwnAsync(PaymentOrderReference order, IReadOnlyCollection<PayableKey> debts, CancellationToken cancellationToken)
    {
        HashSet<PayableKey> own = [];
        foreach (var chunk in debts.Select(debt => (Debt: debt, Claim: PaymentKeys.Claim(order.Tenant, debt))).GroupBy(pair => pair.Claim.Partition).SelectMany(bucket => bucket.OrderBy(pair => pair.Claim.Row, StringComparer.Ordinal).Chunk(MostRows)))
        {
            var there = await ReadAsync(chunk[0].Claim.Partition, [.. chunk.Select(pair => pair.Claim.Row)], cancellationToken);
            own.UnionWith(chunk.Where(pair => there.TryGetValue(pair.Claim.Row, out var claim) && claim.Text("OrderId") == order.OrderId).Select(pair => pair.Debt));
        }

        return own;
    }

    private async Task<IReadOnlyList<(int Line, string Holder)>> TakeChunkAsync(TableEntity[] chunk, ClaimHolders holders, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> rows = [.. chunk.Select(claim => new TableTransactionAction(TableTransactionActionType.Add, claim))];
        List<(int Line, string Holder)> held = [];
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (rows.Count == 0 || await table.TryWriteAsync(rows, CancellationToken.None))
            {
                return held;
            }

            (rows, held) = await ResolveAsync(chunk, holders, cancellationToken);
        }

        throw new InvalidOperationException("These claims changed each time they were to be taken.");
    }

    /// <summary>What is left to write once the rows that are there are known.</summary>
    private async Task<(List<TableTransactionAction> Rows, List<(int Line, string Holder)> Held)> ResolveAsync(TableEntity[] chunk, ClaimHolders holders, CancellationToken cancellationToken)
    {
        var there = await ReadAsync(chunk[0].PartitionKey, [.. chunk.Select(claim => claim.RowKey)], cancellationToken);
        List<TableTransactionAction> rows = [];
        List<(int Line, string Holder)> held = [];
        foreach (var claim in chunk)
        {
            if (!there.TryGetValue(claim.RowKey, out var kept))
            {
                rows.Add(new(TableTransactionActionType.Add, claim));
            }
            else if (IsSame(kept, claim))
            {
                // An earlier try, or the answer that was lost.
            }
            else if (await holders.IsFreeAsync(kept, cancellationToken))
            {
                rows.Add(new(TableTransactionActionType.UpdateReplace, claim, kept.ETag));
            }
            else
            {
                held.Add((claim.GetInt32("Line")!.Value, kept.Text("OrderId")));
            }
        }

        return (rows, held);
    }

    private async Task<Dictionary<string, TableEntity>> ReadAsync(string partition, IReadOnlyCollection<string> rows, CancellationToken cancellationToken)
    {
        var wanted = rows.ToHashSet(StringComparer.Ordinal);
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {wanted.Min(StringComparer.Ordinal)} and RowKey le {wanted.Max(StringComparer.Ordinal)}");
        Dictionary<string, TableEntity> there = new(StringComparer.Ordinal);
        await foreach (var row in table.QueryAsync<TableEntity>(range, cancellationToken: cancellationToken))
        {
            if (wanted.Contains(row.RowKey))
            {
                there[row.RowKey] = row;
            }
        }

        return there;
    }

    private static bool IsSame(TableEntity kept, TableEntity claim)
        => kept.Text("OrderId") == claim.Text("OrderId") && kept.GetInt32("Part") == claim.GetInt32("Part") && kept.GetInt32("Line") == claim.GetInt32("Line");

    private static TableEntity ClaimOf(string partition, string row, (string OrderId, int Part, int Line) holder) => new(partition, row)
    {
        ["SchemaVersion"] = 1,
        ["OrderId"] = holder.OrderId,
        ["Part"] = holder.Part,
        ["Line"] = holder.Line,
    };
}
