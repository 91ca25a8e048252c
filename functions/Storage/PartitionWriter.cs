using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;

namespace BackOffice.Storage;

/// <summary>
/// Writes small groups of rows, each group whole or not at all, and shares one entity-group transaction between the
/// groups that wait for the same partition.
/// </summary>
internal sealed class PartitionWriter(TableClient table)
{
    /// <summary>Groups in one transaction; with at most five rows a group this stays under Azure's hundred.</summary>
    private const int MostGroups = 19;

    private const int MostRows = 5;

    private readonly ConcurrentDictionary<string, GroupCommit<IReadOnlyList<TableTransactionAction>, Exception?>> partitions = new(StringComparer.Ordinal);

    /// <summary>Writes one to five rows of one partition in one transaction.</summary>
    /// <exception cref="RequestFailedException">The whole group was refused: 409 a row exists, 412 an ETag is stale, 404 a row is missing.</exception>
    public async Task WriteAsync(params IReadOnlyList<TableTransactionAction> rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Count, MostRows, nameof(rows));
        var partition = partitions.GetOrAdd(rows[0].Entity.PartitionKey, _ => new(MostGroups, WriteGroupsAsync));
        if (await partition.SubmitAsync(rows) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Adds a row; false when it is there already.</summary>
    public async Task<bool> TryAddAsync(ITableEntity row)
    {
        try
        {
            await WriteAsync(new TableTransactionAction(TableTransactionActionType.Add, row));
            return true;
        }
        catch (RequestFailedException exists) when (exists.Status == 409)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<Exception?>> WriteGroupsAsync(IReadOnlyList<IReadOnlyList<TableTransactionAction>> groups)
    {
        if (groups.Count > 1 && RowsAreDistinct(groups) && await TryWriteAsync([.. groups.SelectMany(rows => rows)]) is null)
        {
            return new Exception?[groups.Count];
        }

        // One refused row refuses the transaction; alone, each group gets its own answer.
        var answers = new List<Exception?>(groups.Count);
        foreach (var rows in groups)
        {
            answers.Add(await TryWriteAsync(rows));
        }

        return answers;
    }

    /// <summary>Null when written; what storage, or the client before it, says against the rows. An outage is thrown: it is nobody's rows.</summary>
    private async Task<Exception?> TryWriteAsync(IReadOnlyList<TableTransactionAction> rows)
    {
        try
        {
            await table.SubmitTransactionAsync(rows);
            return null;
        }
        catch (RequestFailedException refusal) when (refusal.Status is >= 400 and < 500 and not 429)
        {
            return refusal;
        }
        catch (Exception unfit) when (unfit is ArgumentException or NotSupportedException)
        {
            return unfit;
        }
    }

    private static bool RowsAreDistinct(IReadOnlyList<IReadOnlyList<TableTransactionAction>> groups)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return groups.SelectMany(rows => rows).All(row => keys.Add(row.Entity.RowKey));
    }
}
