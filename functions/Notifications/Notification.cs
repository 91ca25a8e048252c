using BackOffice.Storage;

namespace BackOffice.Notifications;

/// <summary>Something a recipient is to be told. It names things by reference; who they belong to stays in the records.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Event">What happened, document.routed for instance.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Recipient">A queue of people or a system, supplier-invoices for instance; never a person's name.</param>
/// <param name="Body">JSON for the recipient, references only.</param>
public sealed record Notification(string Tenant, string Event, string Subject, string Recipient, string Body)
{
    /// <summary>The form of the body; a new form is another message.</summary>
    public const int Version = 1;

    /// <summary>Which time it happens to this subject; a document may be quarantined twice.</summary>
    public int Occurrence { get; init; } = 1;

    /// <summary>The same fact told to the same recipient has the same id, so the broker drops the second sending.</summary>
    public string MessageId => Digest.Of(Tenant, Event, Subject, Recipient, $"{Version}", $"{Occurrence}");
}
