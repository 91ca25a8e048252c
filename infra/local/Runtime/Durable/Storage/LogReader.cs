using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.History;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>Reads instances and histories by key.</summary>
internal static class LogReader
{
    public static async Task<List<HistoryEvent>> ReadAsync(IEngineStore store, int shard, InstanceRecord record, CancellationToken cancellationToken)
    {
        var rows = new List<StoredRow>();
        for (var index = 0; index < record.LogRows; index++)
        {
            var key = EngineKeys.Log(record.ExecutionId, index);
            rows.Add(await store.ReadAsync(shard, key, cancellationToken)
                ?? throw new InvalidOperationException($"The log row '{key}' is missing."));
        }

        return HistoryJson.Read(InstanceRows.FromLogRows(rows) + record.Tail);
    }

    /// <summary>The stored instance with its payloads, wherever they stand; null if there is none.</summary>
    public static async Task<InstanceRecord?> ReadInstanceAsync(IEngineStore store, int shard, string id, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync(shard, EngineKeys.Instance(id), cancellationToken);
        return row is null ? null : await CompleteAsync(store, shard, row, cancellationToken);
    }

    public static async Task<InstanceRecord> CompleteAsync(IEngineStore store, int shard, StoredRow row, CancellationToken cancellationToken)
    {
        var record = InstanceRows.FromRow(InstanceRows.IdOf(row), row);
        if (!InstanceRows.HasPayloadsInLog(row))
        {
            return record;
        }

        var history = await ReadAsync(store, shard, record, cancellationToken);
        var completed = history.OfType<ExecutionCompleted>().LastOrDefault();
        return record with
        {
            Input = record.Input ?? history.OfType<ExecutionStarted>().FirstOrDefault()?.Input,
            Output = record.Output ?? completed?.Output,
            Failure = record.Failure ?? completed?.Failure,
        };
    }
}
