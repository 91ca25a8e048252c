using System.Text.Json;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>How a message lies in its row.</summary>
internal static class MessageRow
{
    private const string SequenceNumber = "SequenceNumber";
    private const string EnqueuedSequenceNumber = "EnqueuedSequenceNumber";
    private const string Subscription = "Subscription";
    private const string EnqueuedTime = "EnqueuedTime";
    private const string Deliveries = "Deliveries";
    private const string IsDeadLettered = "IsDeadLettered";
    private const string IsDeferred = "IsDeferred";
    private const string Headers = "Headers";
    private const string Body = "Body";

    public static RowChange Insert(BrokerMessage message, string? subscription)
    {
        Dictionary<string, object> values = new()
        {
            [SequenceNumber] = message.SequenceNumber,
            [EnqueuedSequenceNumber] = message.EnqueuedSequenceNumber,
            [Subscription] = subscription ?? string.Empty,
            [EnqueuedTime] = message.EnqueuedTime,
            [Deliveries] = 0,
            [IsDeadLettered] = message.IsDeadLettered,
            [IsDeferred] = false,
        };
        WriteHeaders(values, message.Content);
        Chunks.Write(values, Body, message.Content.Body.Span);
        return new(RowChangeKind.Insert, message.RowKey, values);
    }

    public static RowChange CountDelivery(BrokerMessage message, int change)
        => Merge(message, new() { [Deliveries] = message.Deliveries + change });

    public static RowChange Change(BrokerMessage message, BusMessage content, bool deferred)
        => Merge(message, new() { [IsDeferred] = deferred }, content);

    public static RowChange DeadLetter(BrokerMessage message, BusMessage content)
        => Merge(message, new() { [IsDeadLettered] = true, [IsDeferred] = false }, content);

    public static RowChange Delete(string rowKey) => new(RowChangeKind.Delete, rowKey, new Dictionary<string, object>());

    public static (BrokerMessage Message, string? Subscription) Read(StoredRow row)
    {
        var headers = JsonSerializer.Deserialize<StoredHeaders>(Chunks.Read(row.Values, Headers))!;
        var message = new BrokerMessage((long)row.Values[SequenceNumber], row.RowKey, (DateTimeOffset)row.Values[EnqueuedTime])
        {
            EnqueuedSequenceNumber = (long)(row.Values.TryGetValue(EnqueuedSequenceNumber, out var enqueued) ? enqueued : row.Values[SequenceNumber]),
            Content = headers.ToContent(Chunks.Read(row.Values, Body)),
            Deliveries = (int)row.Values[Deliveries],
            IsDeadLettered = (bool)row.Values[IsDeadLettered],
            IsDeferred = row.Values.TryGetValue(IsDeferred, out var deferred) && (bool)deferred,
        };
        return (message, row.Values[Subscription] is string { Length: > 0 } subscription ? subscription : null);
    }

    private static RowChange Merge(BrokerMessage message, Dictionary<string, object> values)
        => new(RowChangeKind.Merge, message.RowKey, values);

    private static RowChange Merge(BrokerMessage message, Dictionary<string, object> values, BusMessage content)
    {
        WriteHeaders(values, content);
        return Merge(message, values);
    }

    private static void WriteHeaders(Dictionary<string, object> values, BusMessage content)
        => Chunks.Write(values, Headers, JsonSerializer.SerializeToUtf8Bytes(StoredHeaders.Of(content)));

    private sealed record StoredHeaders(string? MessageId, string? SessionId, IReadOnlyList<PropertyValue> Properties)
    {
        public string? CorrelationId { get; init; }

        public string? Subject { get; init; }

        public string? To { get; init; }

        public string? ReplyTo { get; init; }

        public string? ContentType { get; init; }

        public TimeSpan? TimeToLive { get; init; }

        public DateTimeOffset? ScheduledFor { get; init; }

        public static StoredHeaders Of(BusMessage content) => new(
            content.MessageId,
            content.SessionId,
            [.. content.ApplicationProperties.Select(property => PropertyValue.Of(property.Key, property.Value))])
        {
            CorrelationId = content.CorrelationId,
            Subject = content.Subject,
            To = content.To,
            ReplyTo = content.ReplyTo,
            ContentType = content.ContentType,
            TimeToLive = content.TimeToLive,
            ScheduledFor = content.ScheduledFor,
        };

        public BusMessage ToContent(byte[] body) => new()
        {
            MessageId = MessageId,
            SessionId = SessionId,
            CorrelationId = CorrelationId,
            Subject = Subject,
            To = To,
            ReplyTo = ReplyTo,
            ContentType = ContentType,
            TimeToLive = TimeToLive,
            ScheduledFor = ScheduledFor,
            ApplicationProperties = Properties.ToDictionary(property => property.Name, property => property.Parse()),
            Body = body,
        };
    }
}
