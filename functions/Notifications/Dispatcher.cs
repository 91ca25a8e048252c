using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>
/// Takes up one message for one channel: writes it down before anything else, then sends it, or gives it a place in its
/// recipient's line. A second delivery of the same message finds the row and is counted.
/// </summary>
public sealed class Dispatcher(NotificationStore store, Lines lines, Delivery delivery, Actors actors, TimeProvider time)
{
    /// <summary>Who dispatches, in the history.</summary>
    internal const string Name = "notifications";

    /// <summary>Dispatches on the subscription's channel, and on channels that the recipient took up after the message was addressed.</summary>
    /// <returns>Why the message is poison; null when it is not.</returns>
    internal async Task<string?> DispatchAsync(Envelope envelope, Channel channel, CancellationToken cancellationToken)
    {
        if (!envelope.Channels.Contains(channel))
        {
            // A subscription without its rule has a copy of everything.
            return null;
        }

        var to = await delivery.FindAsync(envelope.Notification.Tenant, envelope.Notification.Recipient, cancellationToken);
        var poison = await DispatchAsync(envelope, channel, to, cancellationToken);
        if (to is not null && envelope.Channels[0] == channel)
        {
            foreach (var added in to.Row.ChannelList.Except(envelope.Channels))
            {
                poison ??= await DispatchAsync(envelope, added, to, cancellationToken);
            }
        }

        return poison;
    }

    private async Task<string?> DispatchAsync(Envelope envelope, Channel channel, Addressee? to, CancellationToken cancellationToken)
    {
        if (await WriteDownAsync(envelope, channel, to, cancellationToken) is not { } row)
        {
            return null;
        }

        var outcome = delivery.Decide(row, to);
        var lane = LaneOf(channel);
        if (outcome is { Event: not (NotificationEvent.Suppress or NotificationEvent.GiveUp), ForDigest: false } && await lines.FindAsync(row.Tenant, lane, row.Recipient, cancellationToken) is { } line)
        {
            row.Move(NotificationEvent.Hold, await ActorAsync(row, cancellationToken), "behind an earlier one");
            await lines.ParkAsync(row, new Parking(lane, line.DueAt), cancellationToken);
            return null;
        }

        outcome = await delivery.AttemptAsync(row, to, cancellationToken);
        await SettleAsync(row, outcome, cancellationToken);
        return outcome is { Event: NotificationEvent.GiveUp, Reason: not DeliveryRule.NoAddress } ? outcome.Reason : null;
    }

    /// <returns>Null when there is nothing more to do: the rule says never, or the notification has been taken up before and is in other hands.</returns>
    private async Task<NotificationRow?> WriteDownAsync(Envelope envelope, Channel channel, Addressee? to, CancellationToken cancellationToken)
    {
        var row = NewRow(envelope, channel);
        var actor = await ActorAsync(row, cancellationToken);
        row.Move(NotificationEvent.Queue, actor with { Now = envelope.QueuedAt }, "");
        row.Move(NotificationEvent.Dispatch, actor, "");
        var decision = delivery.Decide(row, to);
        if (decision.Event == NotificationEvent.Suppress)
        {
            row.Move(NotificationEvent.Suppress, actor, decision.Reason);
        }

        if (await store.TryAddAsync(row))
        {
            return decision.Event == NotificationEvent.Suppress ? null : row;
        }

        var known = await store.FindAsync(row.Tenant, row.Id, channel, cancellationToken);
        if (known?.State != NotificationState.Dispatched)
        {
            await CountAgainAsync(known, cancellationToken);
            return null;
        }

        // Begun and not ended: by us before a crash. The other side tells a second sending by its id.
        return known;
    }

    /// <summary>The row of a message before anything has happened to it.</summary>
    internal static NotificationRow NewRow(Envelope envelope, Channel channel)
    {
        var notification = envelope.Notification;
        return new NotificationRow
        {
            PartitionKey = NotificationKeys.Partition(notification.Tenant),
            RowKey = NotificationKeys.Record(NotificationKeys.IdOf(envelope.RequestedAt, envelope.MessageId), channel),
            State = NotificationState.Requested,
            MessageId = envelope.MessageId,
            Event = notification.Event,
            Subject = notification.Subject,
            Recipient = notification.Recipient,
            Body = notification.Body,
            Occurrence = notification.Occurrence,
            RequestedAt = envelope.RequestedAt,
            Order = envelope.Order,
        };
    }

    private async Task CountAgainAsync(NotificationRow? row, CancellationToken cancellationToken)
    {
        if (row is not null)
        {
            row.Duplicates++;
            try
            {
                await store.SaveAsync(row);
            }
            catch (Azure.RequestFailedException changed) when (changed.Status == 412)
            {
                await CountAgainAsync(await store.FindAsync(row.Tenant, row.Id, row.Channel, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task SettleAsync(NotificationRow row, DeliveryDecision outcome, CancellationToken cancellationToken)
    {
        row.Move(outcome.Event, await ActorAsync(row, cancellationToken), outcome.Reason);
        if (outcome.Event == NotificationEvent.Fail)
        {
            await lines.ParkAsync(row, new Parking(LaneOf(row.Channel), time.GetUtcNow() + BackOff.After(1)), cancellationToken);
        }
        else if (outcome.Event == NotificationEvent.Hold)
        {
            await lines.ParkAsync(row, new Parking(outcome.ForDigest ? Lane.Digest : LaneOf(row.Channel), outcome.Until!.Value.ToDateTimeOffset()), cancellationToken);
        }
        else
        {
            await store.SaveAsync(row);
        }
    }

    internal static Lane LaneOf(Channel channel) => channel == Channel.Email ? Lane.Email : Lane.Webhook;

    private Task<Actor> ActorAsync(NotificationRow row, CancellationToken cancellationToken)
        => actors.NowAsync(row.Tenant, Name, row.MessageId, cancellationToken);
}
