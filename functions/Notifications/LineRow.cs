using Azure;
using Azure.Data.Tables;

namespace BackOffice.Notifications;

/// <summary>A recipient's line: there as long as something waits in it, and moved on when it is due.</summary>
internal sealed class LineRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Lane { get; set; } = "";

    public string Recipient { get; set; } = "";

    /// <summary>When its first notification may be tried.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Somebody is moving it on, until then at most.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    /// <summary>When the first of these failures was.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>The last notification of the digest that is being sent; what came later belongs to the next.</summary>
    public long? DigestUpTo { get; set; }
}

/// <summary>A place in a line: points at its notification.</summary>
internal sealed class PlaceRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public string Notification { get; set; } = "";

    public long Order { get; set; }
}
