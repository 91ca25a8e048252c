using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as it was received or peeked at.</summary>
public class ServiceBusReceivedMessage
{
    private readonly BusMessage content;

    internal ServiceBusReceivedMessage(BusMessage content, DeliveryFacts facts)
    {
        this.content = content;
        Lock = facts.Lock;
        LockedUntil = facts.LockedUntil;
        SequenceNumber = facts.SequenceNumber;
        EnqueuedSequenceNumber = facts.EnqueuedSequenceNumber;
        EnqueuedTime = facts.EnqueuedTime;
        DeliveryCount = facts.DeliveryCount;
        State = facts.State;
        Body = new BinaryData(content.Body);
    }

    public BinaryData Body { get; }

    public string? MessageId => content.MessageId;

    public string? SessionId => content.SessionId;

    public string? CorrelationId => content.CorrelationId;

    public string? Subject => content.Subject;

    public string? To => content.To;

    public string? ReplyTo => content.ReplyTo;

    public string? ContentType => content.ContentType;

    public IReadOnlyDictionary<string, object> ApplicationProperties => content.ApplicationProperties;

    public string? DeadLetterReason => ApplicationProperties.GetValueOrDefault(DeadLetter.ReasonProperty) as string;

    public string? DeadLetterErrorDescription => ApplicationProperties.GetValueOrDefault(DeadLetter.DescriptionProperty) as string;

    /// <summary>How often the message has been delivered: this delivery included when received, only the finished ones when peeked at.</summary>
    public int DeliveryCount { get; }

    /// <summary>In the queue or subscription; two subscriptions number the same message differently.</summary>
    public long SequenceNumber { get; }

    /// <summary>In the topic, the same for every subscription; 0 for a message of a queue.</summary>
    public long EnqueuedSequenceNumber { get; }

    public DateTimeOffset EnqueuedTime { get; }

    public DateTimeOffset ScheduledEnqueueTime => content.ScheduledFor ?? default;

    public TimeSpan TimeToLive => content.TimeToLive ?? TimeSpan.MaxValue;

    public DateTimeOffset ExpiresAt => content.ExpiresAfter(EnqueuedTime);

    /// <summary>What a peek may find beside messages that anybody may receive.</summary>
    public ServiceBusMessageState State { get; }

    public DateTimeOffset LockedUntil { get; internal set; }

    public string LockToken => Lock.ToString();

    internal Guid Lock { get; }

    public override string ToString() => $"{{MessageId:{MessageId}}}";
}

/// <summary>Whether a message can be received, waits for who knows its number, or waits for its time.</summary>
public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
