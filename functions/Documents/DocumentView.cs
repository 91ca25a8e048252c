using BackOffice.Documents.Domain;

namespace BackOffice.Documents;

/// <summary>A document as the API shows it.</summary>
internal sealed record DocumentView(
    string Id,
    DocumentState State,
    string Name,
    DateTimeOffset ReceivedAt,
    long? Size,
    string? Sha256,
    string? ContentType,
    string? Kind,
    string? Destination,
    string? Reason,
    string? QuarantineReason,
    string? Subject,
    RegisterView? Register,
    DocumentHeader? Header,
    string? FirstDocumentId,
    NotificationView? Notification,
    IReadOnlyList<DocumentChange> Changes,
    IReadOnlyList<string> Allowed)
{
    /// <summary>One document with its notification, or one of a list without.</summary>
    public static DocumentView Of(DocumentRow row, NotificationView? notification = null) => new(
        row.Reference.DocumentId,
        row.State,
        NameOf(row),
        row.ReceivedAt,
        row.Size,
        row.Sha256,
        row.ContentType,
        row.Kind,
        row.Destination,
        row.Reason,
        row.QuarantineReason,
        row.Subject,
        row.Number is { } number ? RegisterView.Of(row, number) : null,
        row.ReadHeader(),
        row.FirstDocumentId,
        notification,
        row.ReadChanges(),
        CommandsIn(row.State));

    /// <summary>What a person may do in a state, by the names of the commands.</summary>
    public static IReadOnlyList<string> CommandsIn(DocumentState state) =>
    [
        .. DocumentLifecycle.Table.AllowedIn(state).Select(@event => @event switch
        {
            DocumentEvent.Release => "release",
            DocumentEvent.Route => "resume",
            DocumentEvent.Annul => "annul",
            _ => null,
        }).OfType<string>(),
    ];

    /// <summary>The name below the tenant's folder.</summary>
    private static string NameOf(DocumentRow row)
        => row.Name.StartsWith(row.Reference.Tenant + "/", StringComparison.Ordinal) ? row.Name[(row.Reference.Tenant.Length + 1)..] : row.Name;
}

/// <summary>The number of a document and its mark.</summary>
internal sealed record RegisterView(string Register, int Year, long Number, string Signature, DateTimeOffset RegisteredAt)
{
    public static RegisterView Of(DocumentRow row, long number)
        => new(DocumentKeys.Register, row.Year!.Value, number, RegisterEntry.SignatureOf(row.Reference.Tenant, row.Year.Value, number), row.RegisteredAt!.Value);
}

/// <summary>The last notification of a document; not yet handed to Service Bus while SentAt is null.</summary>
internal sealed record NotificationView(string MessageId, DateTimeOffset? SentAt);

/// <summary>A line of the register as the API shows it.</summary>
internal sealed record EntryView(
    string Signature,
    int Year,
    long Number,
    DateTimeOffset RegisteredAt,
    string LocalTime,
    string Direction,
    string? Sender,
    string Subject,
    string? SenderReference,
    string? SenderDate,
    int Attachments,
    string Sha256,
    string? Kind,
    string DocumentId,
    AnnulmentView? Annulled)
{
    public static EntryView Of(string tenant, RegisterEntry entry) => new(
        RegisterEntry.SignatureOf(tenant, entry.Year, entry.Number),
        entry.Year,
        entry.Number,
        entry.RegisteredAt,
        entry.LocalTime,
        entry.Direction,
        entry.Sender,
        entry.Subject,
        entry.SenderReference,
        entry.SenderDate,
        entry.Attachments,
        entry.Sha256,
        entry.Kind,
        entry.DocumentId,
        entry.AnnulledAt is { } at ? new AnnulmentView(at, entry.AnnulledBy!, entry.AnnulmentReason!) : null);
}

/// <summary>Who annulled an entry, when and why.</summary>
internal sealed record AnnulmentView(DateTimeOffset At, string By, string Reason);
