using BackOffice.Documents.Domain;
using BackOffice.Notifications;

namespace BackOffice.Documents;

/// <summary>What the feature tells others: references, kinds and numbers, never names or amounts.</summary>
internal static class DocumentNotices
{
    /// <summary>The people who look after what the rules could not settle.</summary>
    public const string ExceptionQueue = "document-exceptions";

    /// <summary>The notification of the state the row is in now; also noted in the row.</summary>
    public static Notification Of(DocumentRow row) => Note(row, row.State switch
    {
        DocumentState.Routed => ("document.routed", row.Destination!),
        DocumentState.NeedsPerson => ("document.needs-person", ExceptionQueue),
        DocumentState.Quarantined => ("document.quarantined", ExceptionQueue),
        DocumentState.Refused => ("document.refused", ExceptionQueue),
        DocumentState.Duplicate => ("document.duplicate", row.Destination ?? ExceptionQueue),
        DocumentState.Annulled => ("document.annulled", row.Destination ?? ExceptionQueue),
        _ => throw new InvalidOperationException($"Nobody is told of a document that is {row.State}."),
    });

    /// <summary>A reminder of the day; one a day and document.</summary>
    public static Notification Reminder(DocumentRow row, string day) => Note(row, ($"document.reminder.{day}", ExceptionQueue));

    private static Notification Note(DocumentRow row, (string Event, string Recipient) what)
    {
        var document = row.Reference;
        var body = new Body(
            what.Event,
            document.Tenant,
            document.DocumentId,
            row.State,
            row.Kind,
            row.Destination,
            row.Number is { } number ? RegisterEntry.SignatureOf(document.Tenant, row.Year!.Value, number) : null,
            row.QuarantineReason,
            row.FirstDocumentId);
        var notification = new Notification(document.Tenant, what.Event, document.DocumentId, what.Recipient, NoticeBody.Write(body)) { Occurrence = row.ReadChanges().Count };
        row.MessageId = notification.MessageId;
        return notification;
    }

    private sealed record Body(string Event, string Tenant, string DocumentId, DocumentState State, string? Kind, string? Destination, string? RegisterNumber, string? QuarantineReason, string? FirstDocumentId);
}
