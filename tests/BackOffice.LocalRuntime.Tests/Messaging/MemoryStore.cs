using System.Globalization;
using BackOffice.LocalRuntime.Messaging;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>Rows in memory that outlive the brokers of a test, with the rules of a table: ETags, inserts once, all or nothing.</summary>
internal sealed class MemoryStore : IBrokerStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Partition, string RowKey), StoredRow> rows = [];
    private long version;

    public int Commits { get; private set; }

    public IReadOnlyList<string> RowKeys
    {
        get
        {
            lock (gate)
            {
                return [.. rows.Keys.Select(key => key.RowKey).Order(StringComparer.Ordinal)];
            }
        }
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoredRow?> FindAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(rows.GetValueOrDefault((partition, rowKey)));
        }
    }

    public Task<IReadOnlyList<StoredRow>> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredRow>>([.. rows.Where(row => row.Key.Partition == partition).Select(row => row.Value)]);
        }
    }

    public async Task<string> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (gate)
        {
            Assert.InRange(changes.Count, 1, 99);
            Assert.InRange(changes.Sum(change => change.Weight), 0, 3_000_000);
            Assert.Equal(changes.Count, changes.Select(change => change.RowKey).Distinct().Count());
            foreach (var change in changes)
            {
                Check(partition, change);
            }

            foreach (var change in changes)
            {
                Write(partition, change);
            }

            Commits++;
            return rows[(partition, changes[0].RowKey)].ETag;
        }
    }

    private void Check(string partition, RowChange change)
    {
        var stored = rows.GetValueOrDefault((partition, change.RowKey));
        if ((stored is null) != (change.Kind == RowChangeKind.Insert) || (change.IfMatch is { } expected && expected != stored?.ETag))
        {
            throw new StoreConflictException(change.RowKey);
        }
    }

    private void Write(string partition, RowChange change)
    {
        var key = (partition, change.RowKey);
        if (change.Kind == RowChangeKind.Delete)
        {
            rows.Remove(key);
            return;
        }

        var values = change.Kind == RowChangeKind.Merge ? new Dictionary<string, object>(rows[key].Values) : [];
        foreach (var (name, value) in change.Values)
        {
            values[name] = value;
        }

        rows[key] = new(change.RowKey, (++version).ToString(CultureInfo.InvariantCulture), values);
    }
}
