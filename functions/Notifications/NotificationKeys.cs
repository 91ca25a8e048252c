using System.Globalization;
using System.Text.Json.Serialization;
using BackOffice.Notifications.Domain;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>The keys of what is known about notifications: one partition a tenant, so that a state and a place in a line are one transaction.</summary>
internal static class NotificationKeys
{
    public const string Table = "Notifications";
    public const string RecordPrefix = "n|";
    public const string LinePrefix = "line|";

    private const int IdLength = 28;
    private const long LastMillisecond = 253_402_300_799_999;

    public static string Partition(string tenant) => $"{(Tenant.ProblemWithId(tenant) is null ? tenant : Tenant.Nobody)}|notifications";

    /// <summary>Latest first, and the same for every delivery of one message.</summary>
    public static string IdOf(DateTimeOffset requestedAt, string messageId)
        => string.Create(CultureInfo.InvariantCulture, $"{LastMillisecond - requestedAt.ToUnixTimeMilliseconds():x12}{Digest.Of(messageId)[..16]}");

    public static bool CanBeId(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigitLower);

    public static string RecordsOf(string id) => $"{RecordPrefix}{id}|";

    public static string Record(string id, Channel channel) => RecordsOf(id) + Channels.NameOf(channel);

    public static string Line(Lane lane, string recipient) => $"{LinePrefix}{NameOf(lane)}|{Recipient(recipient)}";

    public static string PlacesOf(Lane lane, string recipient) => $"wait|{NameOf(lane)}|{Recipient(recipient)}|";

    public static string Place(Lane lane, string recipient, long order) => PlacesOf(lane, recipient) + order.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The folder of a recipient's mails, and the session of its messages: tells nothing of who it is.</summary>
    public static string Pseudonym(string tenant, string recipient) => Digest.Of(tenant, recipient);

    /// <summary>An id that cannot be in the directory may have letters a key cannot.</summary>
    private static string Recipient(string recipient) => RecipientId.ProblemWith(recipient) is null ? recipient : "+" + Digest.Of(recipient)[..32];

    private static string NameOf(Lane lane) => lane switch
    {
        Lane.Email => "email",
        Lane.Webhook => "webhook",
        Lane.Digest => "digest",
        _ => throw new ArgumentOutOfRangeException(nameof(lane), lane, "Not a lane."),
    };
}

/// <summary>Where a recipient's notifications stand in line; each lane moves by itself.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Lane>))]
internal enum Lane
{
    Email,
    Webhook,
    Digest,
}
