using System.Globalization;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Client;

/// <summary>Lists instances page by page, shard after shard, in the order of their ids. The token says where the last page ended.</summary>
internal sealed class InstanceListing(DurableEngine engine)
{
    private const int RowsAtOnce = 1000;

    public async Task<(IReadOnlyList<InstanceRecord> Found, string? Token)> PageAsync(
        OrchestrationQuery query, string? token, CancellationToken cancellationToken)
    {
        var size = query.PageSize > 0 ? query.PageSize : OrchestrationQuery.DefaultPageSize;
        var statuses = query.Statuses?.ToHashSet();
        var (shard, after) = Parse(token, query);
        var found = new List<InstanceRecord>();
        while (shard < engine.ShardCount)
        {
            var range = new KeyRange(after, Before(query), RowsAtOnce);
            var rows = await engine.Services.Store.ListAsync(shard, range, cancellationToken);
            foreach (var row in rows)
            {
                after = row.Key;
                if (await MatchAsync(shard, row, query, statuses, cancellationToken) is { } record)
                {
                    found.Add(record);
                }

                if (found.Count == size)
                {
                    return (found, string.Create(CultureInfo.InvariantCulture, $"{shard}:{after}"));
                }
            }

            if (rows.Count < RowsAtOnce)
            {
                shard++;
                after = First(query);
            }
        }

        return (found, null);
    }

    private async Task<InstanceRecord?> MatchAsync(
        int shard, StoredRow row, OrchestrationQuery query, HashSet<OrchestrationRuntimeStatus>? statuses, CancellationToken cancellationToken)
    {
        var record = InstanceRows.FromRow(InstanceRows.IdOf(row), row);
        var matches = (statuses is not { Count: > 0 } || statuses.Contains(record.Status))
            && !(record.CreatedAt < query.CreatedFrom)
            && !(record.CreatedAt > query.CreatedTo);
        if (!matches || !query.FetchInputsAndOutputs)
        {
            return matches ? record : null;
        }

        return await LogReader.CompleteAsync(engine.Services.Store, shard, row, cancellationToken);
    }

    private static (int Shard, string After) Parse(string? token, OrchestrationQuery query)
    {
        if (string.IsNullOrEmpty(token))
        {
            return (0, First(query));
        }

        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(token.AsSpan(0, colon), CultureInfo.InvariantCulture, out var shard)
            ? (shard, token[(colon + 1)..])
            : throw new ArgumentException("The continuation token is not one of this listing.", nameof(token));
    }

    // The key of a prefix itself is a match, so the listing begins just before it.
    private static string First(OrchestrationQuery query)
        => string.IsNullOrEmpty(query.InstanceIdPrefix) ? EngineKeys.InstancePrefix : Decrement(EngineKeys.Instance(query.InstanceIdPrefix));

    private static string Before(OrchestrationQuery query)
        => string.IsNullOrEmpty(query.InstanceIdPrefix) ? EngineKeys.AfterInstances : EngineKeys.Instance(query.InstanceIdPrefix) + '\uffff';

    private static string Decrement(string key) => key[..^1] + (char)(key[^1] - 1) + '\uffff';
}
