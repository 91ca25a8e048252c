namespace Azure.Messaging.ServiceBus;

/// <summary>Why Service Bus refused or failed.</summary>
public enum ServiceBusFailureReason
{
    GeneralError = 0,
    MessagingEntityNotFound = 1,
    MessageLockLost = 2,
    MessageSizeExceeded = 4,
    ServiceCommunicationProblem = 9,
}

/// <summary>A failure of Service Bus itself; a caller may try again when it is transient.</summary>
public class ServiceBusException(
    string message,
    ServiceBusFailureReason reason,
    string? entityPath = null,
    Exception? innerException = null) : Exception(message, innerException)
{
    public ServiceBusFailureReason Reason { get; } = reason;

    public bool IsTransient => Reason == ServiceBusFailureReason.ServiceCommunicationProblem;

    public string? EntityPath { get; } = entityPath;

    public override string Message => $"{base.Message} ({Reason})";
}
