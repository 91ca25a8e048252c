using System.Text;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>What a sender wrote, taken at the moment of sending: later changes to its message do not reach the broker.</summary>
internal sealed record BusMessage
{
    /// <summary>What the headers of a message take on the wire beside their texts, rounded up.</summary>
    private const int FixedSize = 128;

    private const int PropertyOverhead = 12;

    public string? MessageId { get; init; }

    public string? SessionId { get; init; }

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ContentType { get; init; }

    /// <summary>How long it lives; null is as long as the entity says.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Until when it waits before it can be received; null is not at all.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; init; } = new Dictionary<string, object>();

    public ReadOnlyMemory<byte> Body { get; init; }

    public int PropertiesSize => ApplicationProperties.Sum(SizeOf) + FixedSize
        + Texts.Sum(text => Encoding.UTF8.GetByteCount(text ?? string.Empty));

    public int LargestPropertySize => ApplicationProperties.Count == 0 ? 0 : ApplicationProperties.Max(SizeOf);

    public int Size => Body.Length + PropertiesSize;

    private string?[] Texts => [MessageId, SessionId, CorrelationId, Subject, To, ReplyTo, ContentType];

    /// <exception cref="System.Runtime.Serialization.SerializationException">An application property has a type that cannot travel.</exception>
    public static BusMessage Of(ServiceBusMessage message) => new()
    {
        MessageId = message.MessageId,
        SessionId = message.SessionId,
        CorrelationId = message.CorrelationId,
        Subject = message.Subject,
        To = message.To,
        ReplyTo = message.ReplyTo,
        ContentType = message.ContentType,
        ScheduledFor = message.ScheduledEnqueueTime == default ? null : message.ScheduledEnqueueTime,
        TimeToLive = message.TimeToLive == TimeSpan.MaxValue ? null : message.TimeToLive,
        ApplicationProperties = message.ApplicationProperties.ToDictionary(property => property.Key, property => PropertyValue.AsCarried(property.Value)),
        Body = message.Body.ToArray(),
    };

    /// <summary>The same message with some application properties set.</summary>
    public BusMessage With(IEnumerable<KeyValuePair<string, object>> properties)
    {
        var merged = new Dictionary<string, object>(ApplicationProperties);
        foreach (var (name, value) in properties)
        {
            merged[name] = PropertyValue.AsCarried(value);
        }

        return this with { ApplicationProperties = merged };
    }

    /// <summary>The same message with the shorter of its own time to live and the entity's.</summary>
    public BusMessage LivingAtMost(TimeSpan? longest)
        => longest is { } limit && (TimeToLive is null || TimeToLive > limit) ? this with { TimeToLive = limit } : this;

    public DateTimeOffset ExpiresAfter(DateTimeOffset enqueued)
        => TimeToLive is { } life && life < DateTimeOffset.MaxValue - enqueued ? enqueued + life : DateTimeOffset.MaxValue;

    private static int SizeOf(KeyValuePair<string, object> property)
        => PropertyOverhead + Encoding.UTF8.GetByteCount(property.Key) + PropertyValue.SizeOf(property.Value);
}
