using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;
using BackOffice.Storage;

namespace BackOffice.Notifications;

/// <summary>The rows of notifications and of the lines they wait in.</summary>
public sealed class NotificationStore
{
    private readonly TableClient table;
    private readonly PartitionWriter writer;

    public NotificationStore(TableServiceClient tables)
    {
        table = tables.GetTableClient(NotificationKeys.Table);
        writer = new PartitionWriter(table);
    }

    /// <summary>Adds the row; false when it is there already. Whoever added it goes on with it, and nobody else does.</summary>
    internal async Task<bool> TryAddAsync(NotificationRow row)
    {
        if (!await writer.TryAddAsync(row))
        {
            return false;
        }

        row.ETag = ETag.All;
        return true;
    }

    /// <summary>The row by its key, or null.</summary>
    internal Task<T?> FindAsync<T>(string tenant, string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => table.FindAsync<T>(NotificationKeys.Partition(tenant), rowKey, cancellationToken);

    internal Task<NotificationRow?> FindAsync(string tenant, string id, Channel channel, CancellationToken cancellationToken)
        => FindAsync<NotificationRow>(tenant, NotificationKeys.Record(id, channel), cancellationToken);

    /// <summary>Rows whose key begins so, in order, with a further condition in OData or none.</summary>
    internal AsyncPageable<T> Query<T>(string tenant, string keyPrefix, string? condition = null, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(NotificationKeys.Partition(tenant), keyPrefix, condition, pageSize);

    /// <summary>The first row whose key begins so, or null.</summary>
    internal async Task<T?> FirstAsync<T>(string tenant, string keyPrefix, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => await Query<T>(tenant, keyPrefix, pageSize: 1).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Writes a changed row, and others of its tenant in the same transaction.</summary>
    /// <exception cref="RequestFailedException">412, 409 or 404: somebody changed one of them meanwhile; nothing was written.</exception>
    internal Task SaveAsync(ITableEntity row, params IReadOnlyList<TableTransactionAction> alongside)
        => writer.WriteAsync([new(TableTransactionActionType.UpdateReplace, row, row.ETag), .. alongside]);

    /// <summary>Removes the row unless it was changed.</summary>
    /// <returns>Whether it is gone.</returns>
    internal async Task<bool> TryDeleteAsync(ITableEntity row)
    {
        try
        {
            await writer.WriteAsync(new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag));
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return changed.Status == 404;
        }
    }
}
