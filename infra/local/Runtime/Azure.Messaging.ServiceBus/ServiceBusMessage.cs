using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send.</summary>
public class ServiceBusMessage
{
    private string? messageId;
    private string? sessionId;
    private TimeSpan timeToLive = TimeSpan.MaxValue;

    public ServiceBusMessage()
        : this(ReadOnlyMemory<byte>.Empty)
    {
    }

    public ServiceBusMessage(string body)
        : this(new BinaryData(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    /// <summary>A copy to send again: everything but what the broker added, dead-letter reason and description included.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
        : this((receivedMessage ?? throw new ArgumentNullException(nameof(receivedMessage))).Body)
    {
        messageId = receivedMessage.MessageId;
        sessionId = receivedMessage.SessionId;
        CorrelationId = receivedMessage.CorrelationId;
        Subject = receivedMessage.Subject;
        To = receivedMessage.To;
        ReplyTo = receivedMessage.ReplyTo;
        ContentType = receivedMessage.ContentType;
        timeToLive = receivedMessage.TimeToLive;
        ScheduledEnqueueTime = receivedMessage.ScheduledEnqueueTime;
        foreach (var (name, value) in receivedMessage.ApplicationProperties)
        {
            ApplicationProperties[name] = value;
        }

        ApplicationProperties.Remove(DeadLetter.ReasonProperty);
        ApplicationProperties.Remove(DeadLetter.DescriptionProperty);
    }

    public BinaryData Body { get; set; }

    /// <summary>What duplicate detection goes by: 1 to 128 characters.</summary>
    public string? MessageId
    {
        get => messageId;
        set => messageId = value is { Length: > 0 and <= MessageLimits.IdLength }
            ? value
            : throw new ArgumentException($"A MessageId has 1 to {MessageLimits.IdLength} characters.", nameof(value));
    }

    /// <summary>At most 128 characters; messages of one session are received in order, by one receiver at a time (SB-5).</summary>
    public string? SessionId
    {
        get => sessionId;
        set => sessionId = value is null or { Length: <= MessageLimits.IdLength }
            ? value
            : throw new ArgumentException($"A SessionId has at most {MessageLimits.IdLength} characters.", nameof(value));
    }

    public string? CorrelationId { get; set; }

    public string? Subject { get; set; }

    public string? To { get; set; }

    public string? ReplyTo { get; set; }

    public string? ContentType { get; set; }

    /// <summary>After so long the message is dropped or dead-lettered; the entity may say sooner. For ever unless set (SB-4).</summary>
    public TimeSpan TimeToLive
    {
        get => timeToLive;
        set => timeToLive = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Above zero.");
    }

    /// <summary>When the message can first be received; at once unless set (SB-4).</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    /// <summary>Primitive types, string, decimal, Guid, Uri, DateTime, DateTimeOffset and TimeSpan only (SB-6).</summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    public override string ToString() => $"{{MessageId:{MessageId}}}";
}
