using BackOffice.Storage;

namespace BackOffice.Notifications;

/// <summary>Something a recipient is to be told. It names things by reference; who they belong to stays in the records.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Event">What happened, document.routed for instance.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Recipient">The id of a recipient in the tenant's directory: a queue such as supplier-invoices, or a person; never a name or an address.</param>
/// <param name="Body">A JSON object for the recipient, references only; its members are what templates/{event}.json may name.</param>
public sealed record Notification(string Tenant, string Event, string Subject, string Recipient, string Body)
{
    /// <summary>The form of the body; a new form is another message.</summary>
    public const int Version = 1;

    /// <summary>Which time it happens to this subject; a document may be quarantined twice.</summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>When its outbox row was written; it orders what one recipient is told. Null until then.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>The same fact told to the same recipient has the same id, so the broker drops the second sending.</summary>
    public string MessageId => Digest.Of(Tenant, Event, Subject, Recipient, $"{Version}", $"{Occurrence}");
}
