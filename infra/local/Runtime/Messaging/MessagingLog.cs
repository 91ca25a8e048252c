using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

internal static partial class MessagingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Service Bus dropped a duplicate sent to {Entity}: MessageId {MessageId} is known already.")]
    public static partial void DuplicateDropped(ILogger logger, string entity, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Commit {Commit} of {Entity} has no clear answer; the head row will tell.")]
    public static partial void CommitUncertain(ILogger logger, string entity, long commit, Exception failure);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The Service Bus entity {Entity} is not served any more; restart the app.")]
    public static partial void EntityFailed(ILogger logger, string entity, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Entity} holds message {SequenceNumber} of {Source}, which servicebus.json does not declare; it is kept, and served once it does.")]
    public static partial void SourceMissing(ILogger logger, string entity, string source, long sequenceNumber);

    [LoggerMessage(Level = LogLevel.Information, Message = "Service Bus runs at {Host}; queues and topics: {Entities}.")]
    public static partial void Started(ILogger logger, string host, int entities);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed on message {MessageId} (delivery {DeliveryCount}); the message is abandoned.")]
    public static partial void FunctionFailed(ILogger logger, string function, string? messageId, int deliveryCount, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function}: message {MessageId} could not be settled; it will be delivered again.")]
    public static partial void NotSettled(ILogger logger, string function, string? messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function}: the lock of message {MessageId} could not be renewed.")]
    public static partial void NotRenewed(ILogger logger, string function, string? messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function}: the lock of its session could not be renewed.")]
    public static partial void SessionNotRenewed(ILogger logger, string function, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} has lost its session; what it did not settle will be delivered again.")]
    public static partial void SessionLost(ILogger logger, string function, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} cannot receive; trying again.")]
    public static partial void NotReceived(ILogger logger, string function, Exception failure);
}
