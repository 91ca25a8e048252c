using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;
using BackOffice.Storage;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Notifications;

/// <summary>One of a tenant's recipients: the only row of the feature with personal data. Erased, it stays as a mark without them.</summary>
internal sealed class RecipientRow : ITableEntity
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    /// <summary>As JSON.</summary>
    public string Channels { get; set; } = "[]";

    public string? Email { get; set; }

    public string? WebhookUrl { get; set; }

    public string? WebhookSecret { get; set; }

    /// <summary>Signs too, until <see cref="PreviousSecretUntil"/>.</summary>
    public string? PreviousSecret { get; set; }

    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>Of the tenant's country when null.</summary>
    public Language? Language { get; set; }

    /// <summary>IANA name; the tenant's when null.</summary>
    public string? Zone { get; set; }

    /// <summary>22:00 for instance.</summary>
    public string? QuietFrom { get; set; }

    public string? QuietTo { get; set; }

    public DigestOption Digest { get; set; }

    /// <summary>As JSON.</summary>
    public string OptOuts { get; set; } = "[]";

    public DateTimeOffset? ErasedAt { get; set; }

    public string? ErasedBy { get; set; }

    public string? ErasureReason { get; set; }

    [IgnoreDataMember]
    public IReadOnlyList<Channel> ChannelList
    {
        get => RowJson.Read<List<Channel>>(Channels);
        set => Channels = RowJson.Write(value);
    }

    [IgnoreDataMember]
    public IReadOnlyList<string> OptOutList
    {
        get => RowJson.Read<List<string>>(OptOuts);
        set => OptOuts = RowJson.Write(value);
    }

    [IgnoreDataMember]
    public QuietHours? QuietHours
    {
        get => QuietFrom is { } from && QuietTo is { } to ? new QuietHours(Read(from), Read(to)) : null;
        set => (QuietFrom, QuietTo) = value is null ? (null, null) : (Clock.Format(value.From), Clock.Format(value.To));
    }

    [IgnoreDataMember]
    public Recipient Preferences => new(ChannelList, Email is not null, WebhookUrl is not null)
    {
        IsErased = ErasedAt is not null,
        QuietHours = QuietHours,
        Digest = Digest,
        OptOuts = OptOutList,
    };

    /// <summary>The secrets to sign with: the newest first, the one before as long as it is honoured.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now)
        => [.. new[] { WebhookSecret, PreviousSecretUntil > now ? PreviousSecret : null }.OfType<string>()];

    /// <summary>With a new secret; the one before is honoured until then.</summary>
    public RecipientRow WithSecret(string secret, DateTimeOffset previousUntil)
    {
        (PreviousSecret, PreviousSecretUntil, WebhookSecret) = (WebhookSecret, previousUntil, secret);
        return this;
    }

    /// <summary>The same id without anything about the person.</summary>
    public RecipientRow Tombstone(string by, string reason, DateTimeOffset now)
        => new() { PartitionKey = PartitionKey, RowKey = RowKey, ETag = ETag, ErasedAt = now, ErasedBy = by, ErasureReason = reason };

    /// <returns>Null when the text is no time such as 22:00.</returns>
    public static LocalTime? ReadTime(string text) => Clock.Parse(text) is { Success: true, Value: var time } ? time : null;

    private static LocalTime Read(string text) => Clock.Parse(text).GetValueOrThrow();
}
