using System.Globalization;

namespace BackOffice.Demo;

/// <summary>The first page of a list; the demo's lists have no second.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items);

/// <summary>A document as the API shows it, as far as the demo looks.</summary>
internal sealed record DocumentState(string Id, string State, string Name, string? Sha256, string? Kind, string? Destination, string? QuarantineReason, RegisterNumber? Register, DocumentFields? Header, string? FirstDocumentId, NotificationState? Notification)
{
    public bool IsSettled => State is not ("Received" or "Examined");

    public bool IsNotified => Notification?.SentAt is not null;
}

internal sealed record RegisterNumber(string Signature, int Year, long Number);

internal sealed record DocumentFields(string? Number, string? IssueDate, DocumentParty? Seller, string? Currency, decimal? GrossAmount)
{
    /// <summary>The total as people write it: 242.00 RON.</summary>
    public string? Gross => GrossAmount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {Currency}") : null;
}

internal sealed record DocumentParty(string? Name);

internal sealed record NotificationState(DateTimeOffset? SentAt);

internal sealed record SweepReport(DateTimeOffset SweptAt, SweepCounts Result);

internal sealed record SweepCounts(int TakenUp, int Restarted, int DecisionsApplied, int NoticesSent, int Registered, int Discrepancies)
{
    public int Repairs => TakenUp + Restarted + DecisionsApplied + NoticesSent;
}
