using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using BackOffice.Notifications.Domain;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;

namespace BackOffice.Notifications;

/// <summary>One notification on one channel, as it is kept: its row is there before anything is sent.</summary>
internal sealed class NotificationRow : ITableEntity
{
    /// <summary>With reasons of 200 characters these fit in a property.</summary>
    private const int MostChanges = 60;

    private const int LongestReason = 200;

    private const string Nothing = "{}";

    /// <summary>How it began stays readable, however often it is tried.</summary>
    private const int ChangesAlwaysKept = 10;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int SchemaVersion { get; set; } = 1;

    public NotificationState State { get; set; }

    public string MessageId { get; set; } = "";

    public string Event { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Recipient { get; set; } = "";

    /// <summary>References only; emptied once it is not needed any more, and when the recipient is erased.</summary>
    public string Body { get; set; } = Nothing;

    public int Occurrence { get; set; } = 1;

    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>The place in line: the order in which the topic took it.</summary>
    public long Order { get; set; }

    /// <summary>Where it stands in line; null when it does not.</summary>
    public string? Lane { get; set; }

    /// <summary>Since when it stands there.</summary>
    public DateTimeOffset? WaitingSince { get; set; }

    /// <summary>Why it is where it is.</summary>
    public string? Reason { get; set; }

    public int Attempts { get; set; }

    /// <summary>Deliveries of the same message beyond the first: the broker drops others without a word.</summary>
    public int Duplicates { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Every change of state, oldest first, as JSON.</summary>
    public string Changes { get; set; } = "[]";

    /// <summary>What it said is not kept any more.</summary>
    [IgnoreDataMember]
    public bool IsForgotten => Body == Nothing;

    [IgnoreDataMember]
    public string Tenant => PartitionKey[..PartitionKey.IndexOf('|', StringComparison.Ordinal)];

    [IgnoreDataMember]
    public string Id => RowKey[NotificationKeys.RecordPrefix.Length..RowKey.LastIndexOf('|')];

    [IgnoreDataMember]
    public Channel Channel => Channels.All.Single(channel => RowKey.EndsWith("|" + Channels.NameOf(channel), StringComparison.Ordinal));

    public IReadOnlyList<NotificationChange> ReadChanges() => RowJson.Read<List<NotificationChange>>(Changes);

    /// <summary>The same notification on another channel, where nothing has been tried yet.</summary>
    public NotificationRow On(Channel channel)
    {
        var copy = (NotificationRow)MemberwiseClone();
        (copy.RowKey, copy.ETag, copy.Attempts, copy.Duplicates) = (NotificationKeys.Record(Id, channel), default, 0, 0);
        return copy;
    }

    /// <summary>Empties what it says.</summary>
    public void Forget() => Body = Nothing;

    /// <summary>Moves to the next state and writes down who, when and why.</summary>
    /// <exception cref="TransitionRefusedException">The table has no such move.</exception>
    public void Move(NotificationEvent @event, Actor actor, string reason)
    {
        var next = NotificationLifecycle.Table.Next(State, @event) ?? throw TransitionRefusedException.For(NotificationLifecycle.Table, State, @event);
        var changes = ReadChanges().ToList();
        if (changes.Count >= MostChanges)
        {
            changes.RemoveAt(ChangesAlwaysKept);
        }

        Reason = reason.Length > LongestReason ? reason[..LongestReason] : reason;
        changes.Add(new NotificationChange(@event, State, next, actor.Name, actor.Now, actor.LocalTime, Reason));
        Changes = RowJson.Write(changes);
        State = next;
        if (@event == NotificationEvent.Deliver)
        {
            DeliveredAt = actor.Now;
        }

        if (next is not (NotificationState.Waiting or NotificationState.Failed or NotificationState.Redriven))
        {
            (Lane, WaitingSince) = (null, null);
        }

        if (NotificationLifecycle.Table.IsFinal(next))
        {
            Forget();
        }
    }
}

/// <summary>One change of state.</summary>
/// <param name="LocalTime">The tenant's wall clock with its offset and zone.</param>
internal sealed record NotificationChange(NotificationEvent Event, NotificationState From, NotificationState To, string Actor, DateTimeOffset At, string LocalTime, string Reason);
