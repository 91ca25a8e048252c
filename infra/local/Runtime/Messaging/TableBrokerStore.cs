using Azure;
using Azure.Data.Tables;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Entities in one table of the storage account.</summary>
internal sealed class TableBrokerStore(TableClient table) : IBrokerStore
{
    public const string TableName = "ServiceBus";

    public Task PrepareAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    public async Task<StoredRow?> FindAsync(string partition, string rowKey, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellationToken);
        return found.HasValue ? ToRow(found.Value!) : null;
    }

    public async Task<IReadOnlyList<StoredRow>> ReadAsync(string partition, CancellationToken cancellationToken)
    {
        List<StoredRow> rows = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            rows.Add(ToRow(entity));
        }

        return rows;
    }

    public async Task<string> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await table.SubmitTransactionAsync(changes.Select(change => ToAction(partition, change)), cancellationToken);
            return answers.Value[0].Headers.ETag is { } etag
                ? etag.ToString()
                : throw new IOException("The answer to a transaction names no ETag.");
        }
        catch (RequestFailedException refused) when (refused.Status is 409 or 412)
        {
            throw new StoreConflictException(refused.Message, refused);
        }
        catch (RequestFailedException refused) when (refused.Status is 400 or 401 or 403 or 404 or 413)
        {
            throw new StoreRejectedException(refused.Message, refused);
        }
    }

    private static TableTransactionAction ToAction(string partition, RowChange change)
    {
        var entity = new TableEntity(partition, change.RowKey);
        foreach (var (name, value) in change.Values)
        {
            entity[name] = value;
        }

        return change.Kind == RowChangeKind.Insert
            ? new(TableTransactionActionType.Add, entity)
            : new(ActionType(change.Kind), entity, change.IfMatch is { } etag ? new ETag(etag) : ETag.All);
    }

    private static TableTransactionActionType ActionType(RowChangeKind kind) => kind switch
    {
        RowChangeKind.Merge => TableTransactionActionType.UpdateMerge,
        RowChangeKind.Replace => TableTransactionActionType.UpdateReplace,
        RowChangeKind.Delete => TableTransactionActionType.Delete,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such update."),
    };

    private static StoredRow ToRow(TableEntity entity) => new(
        entity.RowKey,
        entity.ETag.ToString(),
        entity.Where(property => property.Value is not null).ToDictionary(property => property.Key, property => property.Value!));
}
