using System.Globalization;
using Azure.Messaging.ServiceBus;
using BackOffice.Notifications.Domain;

namespace BackOffice.Notifications;

/// <summary>A notification as it travels: what it is about in the body, whom it is for in the properties, nothing personal in either.</summary>
/// <param name="Order">The topic's number of the message: those of its subscriptions cannot be compared.</param>
internal sealed record Envelope(Notification Notification, string MessageId, long Order, DateTimeOffset QueuedAt)
{
    /// <summary>The channels whose subscriptions have a copy.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    public DateTimeOffset RequestedAt => Notification.RequestedAt ?? QueuedAt;

    public static ServiceBusMessage Seal(Notification notification, IReadOnlyList<Channel> channels)
    {
        var message = new ServiceBusMessage(BinaryData.FromString(notification.Body))
        {
            MessageId = notification.MessageId,
            SessionId = NotificationKeys.Pseudonym(notification.Tenant, notification.Recipient),
            Subject = notification.Event,
            ContentType = "application/json",
            ApplicationProperties =
            {
                ["tenant"] = notification.Tenant,
                ["recipient"] = notification.Recipient,
                ["subject"] = notification.Subject,
                ["occurrence"] = notification.Occurrence,
            },
        };
        if (notification.RequestedAt is { } requestedAt)
        {
            message.ApplicationProperties["requestedAt"] = requestedAt;
        }

        // What the rules of the subscriptions look at.
        foreach (var channel in channels)
        {
            message.ApplicationProperties[Domain.Channels.NameOf(channel)] = true;
        }

        return message;
    }

    /// <exception cref="InvalidDataException">The message is none of ours.</exception>
    public static Envelope Open(ServiceBusReceivedMessage message)
    {
        var notification = new Notification(
            Text(message, "tenant"),
            message.Subject is { Length: > 0 } subject ? subject : throw Unreadable("Subject"),
            Text(message, "subject"),
            Text(message, "recipient"),
            message.Body.ToString())
        {
            Occurrence = message.ApplicationProperties.GetValueOrDefault("occurrence") is int occurrence ? occurrence : throw Unreadable("occurrence"),
            RequestedAt = message.ApplicationProperties.GetValueOrDefault("requestedAt") switch
            {
                DateTimeOffset at => at,
                DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
                _ => null,
            },
        };
        return new(notification, message.MessageId ?? notification.MessageId, message.EnqueuedSequenceNumber, message.EnqueuedTime)
        {
            Channels = [.. Domain.Channels.All.Where(channel => message.ApplicationProperties.GetValueOrDefault(Domain.Channels.NameOf(channel)) is true)],
        };
    }

    private static string Text(ServiceBusReceivedMessage message, string property)
        => message.ApplicationProperties.GetValueOrDefault(property) as string is { Length: > 0 } text ? text : throw Unreadable(property);

    private static InvalidDataException Unreadable(string what) => new(string.Create(CultureInfo.InvariantCulture, $"The message has no {what}: it is none of ours."));
}
