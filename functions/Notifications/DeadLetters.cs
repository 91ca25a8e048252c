using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using BackOffice.Notifications.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>What was given up: collected from Service Bus, sent on its way again, or abandoned. One list, in the table.</summary>
public sealed class DeadLetters(NotificationStore store, Lines lines, Addressees addressees, Actors actors, TimeProvider time)
{
    /// <summary>Enters a message that Service Bus gave up; one that is entered already, by its dispatcher or before a crash, stays as it is.</summary>
    internal async Task CollectAsync(ServiceBusReceivedMessage message, Channel channel, CancellationToken cancellationToken)
    {
        var row = RowOf(message, channel);
        var reason = $"{message.DeadLetterReason ?? "dead-lettered"}: {message.DeadLetterErrorDescription}";
        var kept = await store.FindAsync(row.Tenant, row.Id, channel, cancellationToken);
        var actor = await actors.NowAsync(row.Tenant, Dispatcher.Name, row.MessageId, cancellationToken);
        if (kept is null)
        {
            row.Move(NotificationEvent.Queue, actor with { Now = message.EnqueuedTime }, "");
            row.Move(NotificationEvent.Dispatch, actor, "");
            row.Move(NotificationEvent.GiveUp, actor, reason);
            if ((await addressees.FindAsync(row.Tenant, row.Recipient, cancellationToken))?.Row.ErasedAt is not null)
            {
                row.Forget();
            }

            await store.TryAddAsync(row);
        }
        else if (kept.State == NotificationState.Dispatched)
        {
            kept.Move(NotificationEvent.GiveUp, actor, reason);
            await store.SaveAsync(kept);
        }
    }

    /// <summary>
    /// Sends a notification on its way again: at once, or behind what its recipient waits for. Its place is where it was. Where the
    /// recipient has taken up another channel meanwhile, it goes there.
    /// </summary>
    /// <returns>False when it is not dead, or has been redriven by somebody else.</returns>
    internal async Task<bool> RedriveAsync(NotificationRow row, (string Actor, string Reason, string Correlation) by, CancellationToken cancellationToken)
    {
        if (!NotificationLifecycle.Dead.Contains(row.State))
        {
            return false;
        }

        var to = (await addressees.FindAsync(row.Tenant, row.Recipient, cancellationToken))?.Row.Preferences;
        Channel[] others = to is null || to.Uses(row.Channel) ? [] : [.. Channels.All.Where(to.Uses)];
        if (others is [])
        {
            row.Move(NotificationEvent.Redrive, await actors.NowAsync(row.Tenant, by.Actor, by.Correlation, cancellationToken), by.Reason);
            return await lines.ParkAsync(row, new Parking(Dispatcher.LaneOf(row.Channel), time.GetUtcNow()) { IsUrgent = true }, cancellationToken) == Parked.InLine;
        }

        foreach (var channel in others)
        {
            await store.TryAddAsync(row.On(channel));
            if (await store.FindAsync(row.Tenant, row.Id, channel, cancellationToken) is { } copy)
            {
                await RedriveAsync(copy, by, cancellationToken);
            }
        }

        await AbandonAsync(row, by with { Reason = $"{by.Reason} (on another channel)" }, cancellationToken);
        return true;
    }

    /// <summary>Sends the oldest of a tenant's dead on their way again, in order.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="most">How many at most; more stay for another call.</param>
    /// <param name="by">Who, why, and in which command.</param>
    /// <param name="cancellationToken">Ends it between two.</param>
    internal async Task<RedriveResult> RedriveOldestAsync(string tenant, int most, (string Actor, string Reason, string Correlation) by, CancellationToken cancellationToken)
    {
        // The latest come first, and no more than are redriven are held at once.
        var oldest = new PriorityQueue<NotificationRow, long>();
        var dead = 0;
        await foreach (var row in Query(tenant, pageSize: null).WithCancellation(cancellationToken))
        {
            dead++;
            oldest.Enqueue(row, -row.Order);
            if (oldest.Count > most)
            {
                oldest.Dequeue();
            }
        }

        var redriven = 0;
        foreach (var (row, _) in oldest.UnorderedItems.OrderBy(item => item.Element.Order))
        {
            redriven += await RedriveAsync(row, by, cancellationToken) ? 1 : 0;
        }

        return new RedriveResult(redriven, dead - oldest.Count);
    }

    /// <summary>Closes a notification that need not arrive any more.</summary>
    /// <exception cref="TransitionRefusedException">It is not dead.</exception>
    internal async Task AbandonAsync(NotificationRow row, (string Actor, string Reason, string Correlation) by, CancellationToken cancellationToken)
    {
        row.Move(NotificationEvent.Abandon, await actors.NowAsync(row.Tenant, by.Actor, by.Correlation, cancellationToken), by.Reason);
        await store.SaveAsync(row);
    }

    /// <summary>The dead of a tenant, latest first.</summary>
    internal AsyncPageable<NotificationRow> Query(string tenant, int? pageSize)
        => store.Query<NotificationRow>(tenant, NotificationKeys.RecordPrefix, string.Join(" or ", NotificationLifecycle.Dead.Select(state => TableClient.CreateQueryFilter($"State eq {state.ToString()}"))), pageSize);

    /// <summary>A message that cannot be read is entered with what can be read of it.</summary>
    private static NotificationRow RowOf(ServiceBusReceivedMessage message, Channel channel)
    {
        try
        {
            return Dispatcher.NewRow(Envelope.Open(message), channel);
        }
        catch (InvalidDataException)
        {
            var notification = new Notification(
                message.ApplicationProperties.GetValueOrDefault("tenant") as string ?? Tenant.Nobody,
                message.Subject is { Length: > 0 } subject ? subject : "unreadable",
                "",
                message.ApplicationProperties.GetValueOrDefault("recipient") as string ?? "",
                "{}");
            return Dispatcher.NewRow(new Envelope(notification, message.MessageId ?? notification.MessageId, message.EnqueuedSequenceNumber, message.EnqueuedTime) { Channels = [channel] }, channel);
        }
    }
}
