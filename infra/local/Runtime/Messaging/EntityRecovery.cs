using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Puts the rows of a partition back into its sources and its history.</summary>
internal sealed class EntityRecovery(RowKeys keys, IReadOnlyList<MessageSource> sources, DuplicateHistory? history)
{
    /// <returns>Row keys of a send that a crash cut short; nobody was told that it succeeded.</returns>
    public IReadOnlyList<string> Load(IReadOnlyList<StoredRow> rows, long published, ILogger logger)
    {
        var limits = (Message: keys.Message(published, null), History: keys.History(published));
        List<string> unfinished = [];
        foreach (var row in rows.OrderBy(row => row.RowKey, StringComparer.Ordinal))
        {
            if (IsUnfinished(row.RowKey, keys.Messages, limits.Message) || IsUnfinished(row.RowKey, keys.Histories, limits.History))
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
        }

        return unfinished;
    }

    private static bool IsUnfinished(string rowKey, string prefix, string limit)
        => rowKey.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(rowKey, limit) >= 0;

    private void LoadMessage(StoredRow row, ILogger logger)
    {
        var (message, subscription) = MessageRow.Read(row);
        var source = sources.FirstOrDefault(source => string.Equals(source.Subscription, subscription, StringComparison.OrdinalIgnoreCase));
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
