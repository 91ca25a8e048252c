using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A message in a queue or subscription, as the table holds it; who has it is known to the process alone.</summary>
internal sealed class BrokerMessage(long sequenceNumber, string rowKey, DateTimeOffset enqueuedTime)
{
    /// <summary>In its queue or subscription; each subscription numbers its own.</summary>
    public long SequenceNumber { get; } = sequenceNumber;

    /// <summary>In its topic: the same in every subscription that has a copy. 0 in a queue.</summary>
    public long EnqueuedSequenceNumber { get; init; }

    public string RowKey { get; } = rowKey;

    public DateTimeOffset EnqueuedTime { get; } = enqueuedTime;

    public required BusMessage Content { get; set; }

    /// <summary>Deliveries begun. Stored before the receiver sees the message, so a crash of the receiver counts.</summary>
    public int Deliveries { get; set; }

    public bool IsDeadLettered { get; set; }

    /// <summary>Set aside by its receiver: it comes again only to who asks for its sequence number.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Its time has not come: it is in no source yet.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>With a receiver, or on the way to one.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Under a lock in force: its last delivery has been counted and has not ended.</summary>
    public bool IsLocked { get; set; }

    public ServiceBusMessageState State => IsDeferred ? ServiceBusMessageState.Deferred : IsScheduled ? ServiceBusMessageState.Scheduled : ServiceBusMessageState.Active;

    /// <summary>When it expires unless somebody takes it before; never for a dead letter (SB-2).</summary>
    public DateTimeOffset ExpiresAt => IsDeadLettered ? DateTimeOffset.MaxValue : Content.ExpiresAfter(EnqueuedTime);
}

/// <summary>What the broker says of one delivery.</summary>
internal sealed record DeliveryFacts(long SequenceNumber, DateTimeOffset EnqueuedTime, int DeliveryCount)
{
    public Guid Lock { get; init; }

    public DateTimeOffset LockedUntil { get; init; }

    public ServiceBusMessageState State { get; init; }

    public long EnqueuedSequenceNumber { get; init; }
}
