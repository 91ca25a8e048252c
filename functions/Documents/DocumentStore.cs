using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications;
using BackOffice.Numbering;
using BackOffice.Storage;

namespace BackOffice.Documents;

/// <summary>The rows of the feature: documents, register entries, decisions, sweep reports.</summary>
public sealed class DocumentStore
{
    internal const string UnknownTenantPrefix = "seen|";

    private readonly TableClient table;
    private readonly PartitionWriter writer;
    private readonly GapFreeNumbers numbers;
    private readonly Outbox outbox;

    public DocumentStore(TableServiceClient tables, Outbox outbox)
    {
        table = tables.GetTableClient(DocumentKeys.Table);
        writer = new PartitionWriter(table);
        numbers = new GapFreeNumbers(table);
        this.outbox = outbox;
    }

    /// <summary>Adds a row; false when it is there already.</summary>
    internal Task<bool> TryAddAsync(ITableEntity row) => writer.TryAddAsync(row);

    /// <summary>The document, or null.</summary>
    internal Task<DocumentRow?> FindAsync(DocumentReference document, CancellationToken cancellationToken)
        => table.FindAsync<DocumentRow>(DocumentKeys.Partition(document.Tenant), DocumentRow.KeyOf(document.DocumentId), cancellationToken);

    /// <summary>The document, which was written down before anything else was done with it.</summary>
    internal async Task<DocumentRow> RequireAsync(DocumentReference document, CancellationToken cancellationToken)
        => await FindAsync(document, cancellationToken) ?? throw new InvalidOperationException($"Document {document.DocumentId} was never written down.");

    /// <summary>Writes a changed document and, in the same transaction, the notification that tells of it.</summary>
    /// <exception cref="RequestFailedException">412: somebody changed the document meanwhile; nothing was written.</exception>
    internal async Task SaveAsync(DocumentRow row, Notification? notification, DateTimeOffset now, params IReadOnlyList<TableTransactionAction> alongside)
    {
        List<TableTransactionAction> rows = [Replace(row), .. alongside];
        if (notification is not null)
        {
            rows.Add(OutboxRow.Insert(row.PartitionKey, notification, now));
        }

        await writer.WriteAsync(rows);
        Announce(row, notification, now);
    }

    /// <summary>
    /// Enters the document in the register of the year: number, entry, new state and notification in one transaction.
    /// </summary>
    /// <param name="row">The document; it gets its number and state only when the transaction is made.</param>
    /// <param name="year">By the tenant's calendar.</param>
    /// <param name="complete">A copy of the row with its number, its entry, and what to tell; called again when another number is tried.</param>
    /// <param name="now">The time of registration.</param>
    /// <returns>The number, and the document that has it: another one when the content is in the register already.</returns>
    internal async Task<NumberGiven> RegisterAsync(DocumentRow row, int year, Func<long, RegistrationRows> complete, DateTimeOffset now)
    {
        RegistrationRows? last = null;
        var given = await numbers.GiveAsync(new NumberRequest(row.PartitionKey, DocumentKeys.Series(year), DocumentKeys.Content(row.Sha256!), row.Reference.DocumentId, number =>
        {
            last = complete(number);
            return [new(TableTransactionActionType.Add, last.Entry), Replace(last.Document), OutboxRow.Insert(row.PartitionKey, last.Notification, now)];
        }));
        if (given.Owner == row.Reference.DocumentId && last?.Entry.Number == given.Number)
        {
            Announce(last.Document, last.Notification, now);
        }

        return given;
    }

    /// <summary>Lets a content be registered again, once its entry is annulled.</summary>
    internal TableTransactionAction FreeContent(DocumentRow row)
        => new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, NumberRequest.KeyRowOf(DocumentKeys.Content(row.Sha256!))), ETag.All);

    /// <summary>Remembers a folder that is no tenant's, so that the sweeper looks after what was dropped there.</summary>
    internal Task NoteUnknownTenantAsync(string tenant)
        => TryAddAsync(new TableEntity(DocumentKeys.Partition(Tenancy.Tenant.Nobody), UnknownTenantPrefix + tenant) { ["SchemaVersion"] = 1 });

    internal Task<RegisterEntry?> FindEntryAsync(string tenant, int year, long number, CancellationToken cancellationToken)
        => table.FindAsync<RegisterEntry>(DocumentKeys.Partition(tenant), DocumentKeys.Entry(year, number), cancellationToken);

    internal Task<TableEntity?> FindRowAsync(string tenant, string rowKey, CancellationToken cancellationToken)
        => table.FindAsync<TableEntity>(DocumentKeys.Partition(tenant), rowKey, cancellationToken);

    /// <summary>Rows whose key begins so, in order, of one type, with a further condition in OData or none.</summary>
    internal AsyncPageable<T> Query<T>(string tenant, string keyPrefix, string? condition = null, int? pageSize = null)
        where T : class, ITableEntity
        => table.QueryByPrefix<T>(DocumentKeys.Partition(tenant), keyPrefix, condition, pageSize);

    /// <summary>All rows whose key begins so.</summary>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(string tenant, string keyPrefix, CancellationToken cancellationToken)
        where T : class, ITableEntity
        => await Query<T>(tenant, keyPrefix).ToListAsync(cancellationToken);

    /// <summary>Where a notification of a document waits.</summary>
    internal static OutboxAddress AddressOf(string tenant, string messageId) => new(DocumentKeys.Table, DocumentKeys.Partition(tenant), messageId);

    private void Announce(DocumentRow row, Notification? notification, DateTimeOffset now)
    {
        if (notification is not null)
        {
            outbox.Announce(AddressOf(row.Reference.Tenant, notification.MessageId), notification with { RequestedAt = now });
        }
    }

    private static TableTransactionAction Replace(DocumentRow row) => new(TableTransactionActionType.UpdateReplace, row, row.ETag);
}
