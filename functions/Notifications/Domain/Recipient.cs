using System.Text.Json.Serialization;
using NodaTime;

namespace BackOffice.Notifications.Domain;

/// <summary>How often a recipient is written to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestOption>))]
public enum DigestOption
{
    /// <summary>Each notification at once.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>One mail a day with all since the last; what may not be opted out of comes at once all the same.</summary>
    [JsonStringEnumMemberName("daily")]
    Daily,
}

/// <summary>How a recipient wants to be told.</summary>
/// <param name="Channels">In which ways; none is allowed.</param>
/// <param name="HasEmail">An address is known.</param>
/// <param name="HasWebhook">An endpoint is known.</param>
public sealed record Recipient(IReadOnlyList<Channel> Channels, bool HasEmail, bool HasWebhook)
{
    /// <summary>When digests go out, by the recipient's clock.</summary>
    public static readonly LocalTime DigestTime = new(8, 0);

    public bool IsErased { get; init; }

    public QuietHours? QuietHours { get; init; }

    public DigestOption Digest { get; init; }

    /// <summary>Events the recipient does not want to hear of; document.* is all that begin so.</summary>
    public IReadOnlyList<string> OptOuts { get; init; } = [];

    public bool Uses(Channel channel) => Channels.Contains(channel) && (channel == Channel.Email ? HasEmail : HasWebhook);
}

/// <summary>Patterns of events: a name, or a beginning followed by .*</summary>
public static class EventPattern
{
    public static bool Matches(string pattern, string @event)
        => pattern.EndsWith(".*", StringComparison.Ordinal)
            ? @event.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : @event == pattern || @event.StartsWith(pattern + ".", StringComparison.Ordinal);

    /// <summary>Whether one event could match both.</summary>
    public static bool Overlap(string one, string other)
        => Stem(one) == Stem(other) || Stem(one).StartsWith(Stem(other) + ".", StringComparison.Ordinal) || Stem(other).StartsWith(Stem(one) + ".", StringComparison.Ordinal);

    private static string Stem(string pattern) => pattern.EndsWith(".*", StringComparison.Ordinal) ? pattern[..^2] : pattern;
}
