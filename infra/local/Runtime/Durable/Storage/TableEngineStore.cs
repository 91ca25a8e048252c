using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>The engine's rows in one table: a partition a shard.</summary>
internal sealed class TableEngineStore(TableClient table) : IEngineStore
{
    public async Task CreateAsync(CancellationToken cancellationToken) => await table.CreateIfNotExistsAsync(cancellationToken);

    public async Task<StoredRow?> ReadAsync(int shard, string key, CancellationToken cancellationToken)
    {
        var answer = await table.GetEntityIfExistsAsync<TableEntity>(Partition(shard), key, cancellationToken: cancellationToken);
        return answer.HasValue ? ToRow(answer.Value!) : null;
    }

    public async Task<string> CommitAsync(int shard, Commit commit, CancellationToken cancellationToken)
    {
        var partition = Partition(shard);
        var head = ToEntity(partition, EngineKeys.Head(shard), commit.Head);
        List<TableTransactionAction> actions =
        [
            commit.HeadETag is { } etag
                ? new TableTransactionAction(TableTransactionActionType.UpdateMerge, head, new ETag(etag))
                : new TableTransactionAction(TableTransactionActionType.Add, head),
            .. commit.Writes.Select(write => ToAction(partition, write)),
            .. commit.Deletes.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, key), ETag.All)),
        ];
        try
        {
            var answer = await table.SubmitTransactionAsync(actions, cancellationToken);
            return answer.Value[0].Headers.ETag is { } written
                ? written.ToString("H")
                : throw new InvalidOperationException("The table did not tell the head's new ETag.");
        }
        catch (RequestFailedException exception) when (exception.Status is >= 400 and < 500 and not (408 or 412 or 429))
        {
            throw new CommitRefusedException($"The table refused a commit of shard {shard}: {exception.Status} {exception.ErrorCode}.", exception);
        }
    }

    public async Task<IReadOnlyList<StoredRow>> ListAsync(int shard, KeyRange range, CancellationToken cancellationToken)
    {
        var partition = Partition(shard);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {range.After} and RowKey lt {range.Before}");
        var found = new List<StoredRow>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, range.Take, cancellationToken: cancellationToken))
        {
            found.Add(ToRow(entity));
            if (found.Count == range.Take)
            {
                break;
            }
        }

        return found;
    }

    private static TableTransactionAction ToAction(string partition, RowWrite write)
    {
        var entity = ToEntity(partition, write.Key, write.Values);
        return write.IsNew
            ? new TableTransactionAction(TableTransactionActionType.Add, entity)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, entity, ETag.All);
    }

    private static TableEntity ToEntity(string partition, string key, IReadOnlyDictionary<string, object> values)
    {
        var entity = new TableEntity(partition, key);
        foreach (var (name, value) in values)
        {
            entity[name] = value;
        }

        return entity;
    }

    private static StoredRow ToRow(TableEntity entity)
    {
        var values = new Dictionary<string, object>(entity.Count, StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") && value is not null)
            {
                values[name] = value is BinaryData bytes ? bytes.ToArray() : value;
            }
        }

        return new StoredRow(entity.RowKey, entity.ETag.ToString("H"), values);
    }

    private static string Partition(int shard) => shard.ToString("'s'00", CultureInfo.InvariantCulture);
}
