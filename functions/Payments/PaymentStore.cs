using Azure;
using Azure.Data.Tables;
using BackOffice.Storage;

namespace BackOffice.Payments;

/// <summary>The rows of the feature: orders with parts and history, tags, settlements.</summary>
public sealed class PaymentStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(PaymentKeys.Table);

    internal Task<PaymentOrderRow?> FindOrderAsync(PaymentOrderReference order, CancellationToken cancellationToken)
        => FindAsync<PaymentOrderRow>(order.Tenant, PaymentKeys.Order(order.OrderId), cancellationToken);

    internal Task<PaymentPartRow?> FindPartAsync(PaymentOrderReference order, int part, CancellationToken cancellationToken)
        => FindAsync<PaymentPartRow>(order.Tenant, PaymentKeys.Part(order.OrderId, part), cancellationToken);

    internal Task<T?> FindAsync<T>(string tenant, string rowKey, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => table.FindAsync<T>(PaymentKeys.Partition(tenant), rowKey, cancellationToken);

    /// <summary>The order whose references begin with the tag; null when it is nobody's.</summary>
    internal async Task<PaymentOrderReference?> FindByTagAsync(string tenant, string tag, CancellationToken cancellationToken)
        => await FindAsync<TableEntity>(tenant, PaymentKeys.TagRow(tag), cancellationToken) is { } row ? new(tenant, row.Text("OrderId")) : null;

    /// <summary>Rows whose key begins so, in order.</summary>
    internal AsyncPageable<T> Query<T>(string tenant, string keyPrefix, string? condition = null, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(PaymentKeys.Partition(tenant), keyPrefix, condition, pageSize);

    internal async Task<IReadOnlyList<T>> ReadAllAsync<T>(string tenant, string keyPrefix, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => await Query<T>(tenant, keyPrefix).ToListAsync(cancellationToken);

    /// <summary>The history of an order, oldest first.</summary>
    internal async Task<IReadOnlyList<PaymentOrderChange>> ReadChangesAsync(PaymentOrderReference order, CancellationToken cancellationToken)
        => [.. (await ReadAllAsync<TableEntity>(order.Tenant, PaymentKeys.ChangePrefix(order.OrderId), cancellationToken)).Select(row => RowJson.Read<PaymentOrderChange>(row.Text("Change")))];

    /// <summary>The money that moved for an order, oldest first.</summary>
    internal Task<IReadOnlyList<PaymentMovementRow>> ReadMovementsAsync(PaymentOrderReference order, CancellationToken cancellationToken)
        => ReadAllAsync<PaymentMovementRow>(order.Tenant, PaymentKeys.MovementPrefix(order.OrderId), cancellationToken);

    /// <summary>Parts 1 to the given one, in order; one that is missing is left out.</summary>
    internal async Task<IReadOnlyList<PaymentPartRow>> ReadPartsAsync(PaymentOrderReference order, int parts, CancellationToken cancellationToken)
        => [.. (await ReadAllAsync<PaymentPartRow>(order.Tenant, PaymentKeys.PartPrefix(order.OrderId), cancellationToken)).Where(row => row.Part <= parts)];

    internal Task<bool> TryAddAsync(ITableEntity row, CancellationToken cancellationToken) => table.TryAddAsync(row, cancellationToken);

    /// <summary>Writes rows of one tenant, whole or not at all.</summary>
    /// <returns>False when somebody else wrote one of them meanwhile: read again.</returns>
    internal Task<bool> TryWriteAsync(params IEnumerable<TableTransactionAction> rows) => table.TryWriteAsync([.. rows], CancellationToken.None);
}
