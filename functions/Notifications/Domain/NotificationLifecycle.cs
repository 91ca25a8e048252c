using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Notifications.Domain;

/// <summary>Where a notification is on one channel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationState>))]
public enum NotificationState
{
    /// <summary>Written in the outbox of the change it tells of.</summary>
    Requested,

    /// <summary>With Service Bus.</summary>
    Queued,

    /// <summary>Taken up by the channel; the sending has begun.</summary>
    Dispatched,

    /// <summary>Held back with a reason: quiet hours, digest, an earlier one that has to go first.</summary>
    Waiting,

    /// <summary>Accepted by the other side.</summary>
    Delivered,

    /// <summary>The other side said never: no such mailbox, endpoint gone.</summary>
    Bounced,

    /// <summary>Did not get through; tried again.</summary>
    Failed,

    /// <summary>Given up, with a reason; a person redrives or abandons it.</summary>
    DeadLettered,

    /// <summary>A person sent it on its way again.</summary>
    Redriven,

    /// <summary>A person decided that it need not arrive.</summary>
    Abandoned,

    /// <summary>Not sent, by rule: opted out, no address, erased.</summary>
    Suppressed,
}

/// <summary>What can happen to a notification.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationEvent>))]
public enum NotificationEvent
{
    Queue,
    Dispatch,
    Hold,
    Deliver,
    Bounce,
    Fail,
    GiveUp,
    Suppress,
    Redrive,
    Abandon,
}

/// <summary>The life of a notification as a table.</summary>
public static class NotificationLifecycle
{
    private static readonly NotificationState[] OnTheWay = [NotificationState.Dispatched, NotificationState.Waiting, NotificationState.Failed, NotificationState.Redriven];

    /// <summary>What a person has to look at.</summary>
    public static IReadOnlyList<NotificationState> Dead { get; } = [NotificationState.DeadLettered, NotificationState.Bounced];

    public static TransitionTable<NotificationState, NotificationEvent> Table { get; } = new(Moves());

    private static Dictionary<(NotificationState, NotificationEvent), NotificationState> Moves()
    {
        var moves = new Dictionary<(NotificationState, NotificationEvent), NotificationState>
        {
            [(NotificationState.Requested, NotificationEvent.Queue)] = NotificationState.Queued,
            [(NotificationState.Queued, NotificationEvent.Dispatch)] = NotificationState.Dispatched,
        };
        foreach (var state in OnTheWay)
        {
            moves[(state, NotificationEvent.Deliver)] = NotificationState.Delivered;
            moves[(state, NotificationEvent.Hold)] = NotificationState.Waiting;
            moves[(state, NotificationEvent.Fail)] = NotificationState.Failed;
            moves[(state, NotificationEvent.Bounce)] = NotificationState.Bounced;
            moves[(state, NotificationEvent.GiveUp)] = NotificationState.DeadLettered;
            moves[(state, NotificationEvent.Suppress)] = NotificationState.Suppressed;
        }

        foreach (var state in Dead)
        {
            moves[(state, NotificationEvent.Redrive)] = NotificationState.Redriven;
            moves[(state, NotificationEvent.Abandon)] = NotificationState.Abandoned;
        }

        return moves;
    }
}
