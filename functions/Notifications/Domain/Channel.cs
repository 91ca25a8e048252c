using System.Text.Json.Serialization;

namespace BackOffice.Notifications.Domain;

/// <summary>A way to a recipient.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    [JsonStringEnumMemberName("email")]
    Email,

    [JsonStringEnumMemberName("webhook")]
    Webhook,
}

/// <summary>The names of channels, as they stand in keys and subscriptions.</summary>
public static class Channels
{
    public static IReadOnlyList<Channel> All { get; } = Enum.GetValues<Channel>();

    public static string NameOf(Channel channel) => channel switch
    {
        Channel.Email => "email",
        Channel.Webhook => "webhook",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "Not a channel."),
    };
}
