using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications;
using BackOffice.Storage;

namespace BackOffice.Approvals;

/// <summary>The rows of the feature: approvals, evidence, refused attempts, links, delegations, matrices.</summary>
public sealed class ApprovalStore(TableServiceClient tables, Outbox outbox)
{
    private readonly TableClient table = tables.GetTableClient(ApprovalKeys.Table);

    /// <summary>Adds a row; false when it is there already.</summary>
    internal Task<bool> TryAddAsync(ITableEntity row) => table.TryAddAsync(row, CancellationToken.None);

    /// <summary>Writes rows of one tenant, all or none; false when one of them was written by somebody else meanwhile.</summary>
    internal Task<bool> TryWriteAsync(IReadOnlyList<TableTransactionAction> rows) => table.TryWriteAsync(rows, CancellationToken.None);

    /// <summary>Writes an approval, new or changed, with its new evidence, the links made for it and the notices that tell of it, all or none.</summary>
    /// <returns>False when somebody was quicker: read it again.</returns>
    internal async Task<bool> TrySaveAsync(ApprovalChange change, DateTimeOffset now)
    {
        var row = change.Row;
        List<TableTransactionAction> rows = [.. change.Evidence.Select(piece => Add(row, ApprovalKeys.Evidence(row.Reference.ApprovalId, row.Evidence++), RowJson.Write(piece)))];
        rows.Add(row.ETag == default ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, row.ETag));
        rows.AddRange(change.Links.Select(link => Add(row, link.Key, RowJson.Write(link.Holder))));
        rows.AddRange(change.Notices.Select(notice => OutboxRow.Insert(row.PartitionKey, notice, now)));
        if (!await TryWriteAsync(rows))
        {
            return false;
        }

        foreach (var notice in change.Notices)
        {
            outbox.Announce(AddressOf(row.Reference.Tenant, notice.MessageId), notice with { RequestedAt = now });
        }

        return true;
    }

    /// <summary>The approval, or null.</summary>
    internal async Task<ApprovalRow?> FindAsync(ApprovalReference approval, CancellationToken cancellationToken)
    {
        if (!ApprovalKeys.CanBeId(approval.ApprovalId))
        {
            return null;
        }

        return await table.FindAsync<ApprovalRow>(ApprovalKeys.Partition(approval.Tenant), ApprovalRow.KeyOf(approval.ApprovalId), cancellationToken);
    }

    /// <summary>The approval with its evidence, or null.</summary>
    internal async Task<ApprovalFile?> FindFileAsync(ApprovalReference approval, CancellationToken cancellationToken)
        => await FindAsync(approval, cancellationToken) is { } row
            // What was added after the row was read belongs to a later version of it.
            ? new ApprovalFile(row, [.. (await ListAsync<Evidence>(approval.Tenant, ApprovalKeys.EvidencePrefix(approval.ApprovalId), cancellationToken)).Take(row.Evidence)])
            : null;

    /// <summary>What JSON rows with keys that begin so hold, in order.</summary>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(string tenant, string prefix, CancellationToken cancellationToken)
        => await Query<TableEntity>(tenant, prefix).Select(row => RowJson.Read<T>(row.Text("Json"))).ToListAsync(cancellationToken);

    internal Task<TableEntity?> FindRowAsync(string tenant, string rowKey, CancellationToken cancellationToken)
        => table.FindAsync<TableEntity>(ApprovalKeys.Partition(tenant), rowKey, cancellationToken);

    /// <summary>Rows whose key begins so, in order, with a further condition in OData or none.</summary>
    internal AsyncPageable<T> Query<T>(string tenant, string keyPrefix, string? condition = null, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(ApprovalKeys.Partition(tenant), keyPrefix, condition, pageSize);

    /// <summary>A row that holds one value as JSON.</summary>
    internal static TableEntity JsonRow(string tenant, string key, string json) => new(ApprovalKeys.Partition(tenant), key)
    {
        ["SchemaVersion"] = 1,
        ["Json"] = json,
    };

    /// <summary>Where a notification of an approval waits.</summary>
    internal static OutboxAddress AddressOf(string tenant, string messageId) => new(ApprovalKeys.Table, ApprovalKeys.Partition(tenant), messageId);

    private static TableTransactionAction Add(ApprovalRow approval, string key, string json)
        => new(TableTransactionActionType.Add, JsonRow(approval.Reference.Tenant, key, json));
}

/// <summary>An approval as it shall be written, with all that is written along.</summary>
internal sealed record ApprovalChange(ApprovalRow Row, IReadOnlyList<Evidence> Evidence)
{
    public IReadOnlyList<Notification> Notices { get; init; } = [];

    public IReadOnlyList<ApprovalLink> Links { get; init; } = [];

    public IReadOnlyList<string> MessageIds => [.. Notices.Select(notice => notice.MessageId)];
}
