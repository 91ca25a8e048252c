using BackOffice.Http;
using BackOffice.Notifications;

namespace BackOffice.Documents;

/// <summary>One document as it is, and as the API shows it.</summary>
public sealed class DocumentLookup(DocumentStore store, Outbox outbox)
{
    /// <summary>The document. What cannot be an id is not looked for: storage refuses some characters in keys.</summary>
    /// <exception cref="RefusedException">404 not-found.</exception>
    internal async Task<DocumentRow> RequireAsync(DocumentReference document, CancellationToken cancellationToken)
        => (DocumentKeys.CanBeId(document) ? await store.FindAsync(document, cancellationToken) : null) ?? throw RefusedException.NotFound("There is no such document.");

    internal async Task<DocumentView> ViewOfAsync(DocumentRow row, CancellationToken cancellationToken)
        => DocumentView.Of(row, row.MessageId is { } message
            ? new NotificationView(message, await outbox.SentAtAsync(DocumentStore.AddressOf(row.Reference.Tenant, message), cancellationToken))
            : null);
}
