namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A message in a queue or subscription, as the table holds it; who has it locked is known to the process alone.</summary>
internal sealed class BrokerMessage(long sequenceNumber, string rowKey, DateTimeOffset enqueuedTime)
{
    public long SequenceNumber { get; } = sequenceNumber;

    public string RowKey { get; } = rowKey;

    public DateTimeOffset EnqueuedTime { get; } = enqueuedTime;

    public required BusMessage Content { get; set; }

    /// <summary>Deliveries begun. Stored before the receiver sees the message, so a crash of the receiver counts.</summary>
    public int Deliveries { get; set; }

    public bool IsDeadLettered { get; set; }
}

/// <summary>What the broker says of one delivery.</summary>
internal sealed record DeliveryFacts(long SequenceNumber, DateTimeOffset EnqueuedTime, int DeliveryCount)
{
    public Guid Lock { get; init; }

    public DateTimeOffset LockedUntil { get; init; }
}
