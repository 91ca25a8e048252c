using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Puts the rows of a partition back into its sources and its history.</summary>
internal sealed class EntityRecovery(BrokerEntity entity, DuplicateHistory? history)
{
    private readonly RowKeys keys = entity.Keys;

    /// <returns>Row keys of a send that a crash cut short; nobody was told that it succeeded.</returns>
    public IReadOnlyList<string> Load(IReadOnlyList<StoredRow> rows, long next, ILogger logger)
    {
        (string Prefix, string Limit)[] published =
        [
            (keys.Messages, keys.Message(next, null)), (keys.Histories, keys.History(next)), (keys.Scheduleds, keys.Scheduled(next)),
        ];
        List<string> unfinished = [];
        foreach (var row in rows.OrderBy(row => row.RowKey, StringComparer.Ordinal))
        {
            if (published.Any(kind => IsUnfinished(row.RowKey, kind.Prefix, kind.Limit)))
            {
                unfinished.Add(row.RowKey);
            }
            else if (row.RowKey.StartsWith(keys.Histories, StringComparison.Ordinal))
            {
                history?.Add(row.RowKey, row.Values);
            }
            else if (row.RowKey.StartsWith(keys.Messages, StringComparison.Ordinal))
            {
                LoadMessage(row, logger);
            }
            else if (row.RowKey.StartsWith(keys.Scheduleds, StringComparison.Ordinal))
            {
                entity.Schedule.Add(MessageRow.Read(row).Message);
            }
            else if (row.RowKey.StartsWith(keys.Sessions, StringComparison.Ordinal))
            {
                LoadSession(row);
            }
        }

        return unfinished;
    }

    private static bool IsUnfinished(string rowKey, string prefix, string limit)
        => rowKey.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(rowKey, limit) >= 0;

    private MessageSource? Find(string? subscription)
        => entity.Sources.FirstOrDefault(source => string.Equals(source.Subscription, subscription, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of a subscription that is not declared, or no longer with sessions, the row is merely kept.</summary>
    private void LoadSession(StoredRow row)
    {
        var (sessionId, subscription, state) = SessionRow.Read(row);
        (Find(subscription) as SessionSource)?.KeepState(sessionId, state);
    }

    private void LoadMessage(StoredRow row, ILogger logger)
    {
        var (message, subscription) = MessageRow.Read(row);
        var source = Find(subscription);
        if (source is null)
        {
            MessagingLog.SourceMissing(logger, keys.Partition, subscription ?? "(queue)", message.SequenceNumber);
        }
        else if (message.IsDeadLettered)
        {
            source.DeadLetterQueue!.Add(message);
        }
        else
        {
            source.Add(message);
        }
    }
}
