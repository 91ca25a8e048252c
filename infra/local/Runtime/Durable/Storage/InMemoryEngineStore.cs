using System.Globalization;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>Rows in memory with the rules of a table: ETags, all or nothing. For tests and for measuring the engine alone.</summary>
internal sealed class InMemoryEngineStore : IEngineStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(int Shard, string Key), StoredRow> rows = [];
    private long etags;

    public int RowCount
    {
        get
        {
            lock (gate)
            {
                return rows.Count;
            }
        }
    }

    public Task CreateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoredRow?> ReadAsync(int shard, string key, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.GetValueOrDefault((shard, key)));
        }
    }

    public Task<string> CommitAsync(int shard, Commit commit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var headKey = EngineKeys.Head(shard);
            var head = rows.GetValueOrDefault((shard, headKey));
            if (head?.ETag != commit.HeadETag)
            {
                throw new InvalidOperationException("The head has another ETag (412).");
            }

            if (commit.Deletes.FirstOrDefault(key => !rows.ContainsKey((shard, key))) is { } missing)
            {
                throw new InvalidOperationException($"The row '{missing}' does not exist (404).");
            }

            if (commit.Writes.FirstOrDefault(write => write.IsNew == rows.ContainsKey((shard, write.Key))) is { } wrong)
            {
                throw new InvalidOperationException($"The row '{wrong.Key}' {(wrong.IsNew ? "exists (409)" : "does not exist (404)")}.");
            }

            var values = new Dictionary<string, object>(head?.Values ?? new Dictionary<string, object>());
            foreach (var (name, value) in commit.Head)
            {
                values[name] = value;
            }

            Put(shard, headKey, values);
            foreach (var write in commit.Writes)
            {
                Put(shard, write.Key, write.Values);
            }

            foreach (var key in commit.Deletes)
            {
                rows.Remove((shard, key));
            }

            return Task.FromResult(rows[(shard, headKey)].ETag);
        }
    }

    public Task<IReadOnlyList<StoredRow>> ListAsync(int shard, KeyRange range, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            IReadOnlyList<StoredRow> found =
            [
                .. rows.Where(row => row.Key.Shard == shard
                        && string.CompareOrdinal(row.Key.Key, range.After) > 0
                        && string.CompareOrdinal(row.Key.Key, range.Before) < 0)
                    .OrderBy(row => row.Key.Key, StringComparer.Ordinal)
                    .Take(range.Take)
                    .Select(row => row.Value),
            ];
            return Task.FromResult(found);
        }
    }

    private void Put(int shard, string key, IReadOnlyDictionary<string, object> values)
        => rows[(shard, key)] = new StoredRow(key, (++etags).ToString(CultureInfo.InvariantCulture), values);
}
