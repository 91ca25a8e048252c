using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>What goes to one recipient on one channel.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="To">The recipient as the directory had it a moment ago.</param>
/// <param name="Id">The same at every attempt: a receiver knows a second one by it.</param>
internal sealed record Parcel(string Tenant, RecipientRow To, string Id)
{
    /// <summary>For people.</summary>
    public RenderedText? Text { get; init; }

    public Language Language { get; init; } = Language.English;

    /// <summary>For systems; null for a digest.</summary>
    public NotificationRow? Notification { get; init; }
}

/// <summary>Hands a parcel over to the other side.</summary>
internal interface IDeliveryChannel
{
    Channel Kind { get; }

    /// <summary>Ends when the other side has accepted it. Twice is once: the other side has the id to tell by.</summary>
    /// <exception cref="DeliveryException">It was not accepted.</exception>
    Task SendAsync(Parcel parcel, CancellationToken cancellationToken);
}

/// <summary>The channels of the app.</summary>
public sealed class DeliveryChannels
{
    private readonly Dictionary<Channel, IDeliveryChannel> channels;

    internal DeliveryChannels(IEnumerable<IDeliveryChannel> channels) => this.channels = channels.ToDictionary(channel => channel.Kind);

    /// <inheritdoc cref="IDeliveryChannel.SendAsync"/>
    internal Task SendAsync(Channel channel, Parcel parcel, CancellationToken cancellationToken) => channels[channel].SendAsync(parcel, cancellationToken);
}

/// <summary>The other side did not accept; the message says why, without any address.</summary>
/// <param name="isPermanent">Another attempt would end the same.</param>
public sealed class DeliveryException(string reason, bool isPermanent, Exception? innerException = null) : Exception(reason, innerException)
{
    public bool IsPermanent { get; } = isPermanent;
}
