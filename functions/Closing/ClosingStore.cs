using Azure;
using Azure.Data.Tables;
using BackOffice.Closing.Domain;
using BackOffice.Notifications;
using BackOffice.Storage;

namespace BackOffice.Closing;

/// <summary>The rows of the feature: months of ledgers with their history, exceptions, permits, closes with their steps and signatures, reopenings.</summary>
public sealed class ClosingStore(TableServiceClient tables, Outbox outbox)
{
    private readonly TableClient table = tables.GetTableClient(ClosingKeys.Table);

    internal Task<T?> FindAsync<T>(string tenant, string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => table.FindAsync<T>(ClosingKeys.Partition(tenant), rowKey, cancellationToken);

    /// <summary>Rows whose key begins so, in order.</summary>
    internal AsyncPageable<T> Query<T>(string tenant, string keyPrefix, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(ClosingKeys.Partition(tenant), keyPrefix, pageSize: pageSize);

    internal async Task<IReadOnlyList<T>> ReadAllAsync<T>(string tenant, string keyPrefix, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => await Query<T>(tenant, keyPrefix).ToListAsync(cancellationToken);

    /// <summary>The ledgers of a tenant as they stand, with every exception that was granted.</summary>
    internal async Task<Books> ReadBooksAsync(string tenant, CancellationToken cancellationToken)
    {
        var standings = await ReadAllAsync<PeriodRow>(tenant, ClosingKeys.PeriodPrefix, cancellationToken);
        var exceptions = await ReadAllAsync<ExceptionRow>(tenant, ExceptionRow.Prefix, cancellationToken);
        return new Books(standings.Select(row => row.Standing()), exceptions.Select(row => row.Exemption));
    }

    /// <summary>Adds a row; false when it is there already.</summary>
    internal Task<bool> TryAddAsync(ITableEntity row, CancellationToken cancellationToken) => table.TryAddAsync(row, cancellationToken);

    /// <summary>Writes rows and the notifications that tell of them, whole or not at all.</summary>
    /// <returns>False when somebody else wrote one of them meanwhile: read again.</returns>
    internal async Task<bool> TryWriteAsync(string tenant, IEnumerable<TableTransactionAction> rows, DateTimeOffset now, params IReadOnlyList<Notification> notifications)
    {
        if (!await table.TryWriteAsync([.. rows, .. notifications.Select(notification => OutboxRow.Insert(ClosingKeys.Partition(tenant), notification, now))], CancellationToken.None))
        {
            return false;
        }

        foreach (var notification in notifications)
        {
            outbox.Announce(AddressOf(tenant, notification.MessageId), notification with { RequestedAt = now });
        }

        return true;
    }

    /// <summary>Deletes a row; one that is gone stays gone.</summary>
    internal Task DeleteAsync(string tenant, string rowKey) => table.DeleteEntityAsync(ClosingKeys.Partition(tenant), rowKey, ETag.All, CancellationToken.None);

    /// <summary>Where a notification of the feature waits.</summary>
    internal static OutboxAddress AddressOf(string tenant, string messageId) => new(ClosingKeys.Table, ClosingKeys.Partition(tenant), messageId);
}
