using System.Diagnostics.CodeAnalysis;

namespace Azure.Messaging.ServiceBus;

/// <summary>Why Service Bus refused or failed.</summary>
[SuppressMessage("Design", "CA1027:Mark enums with FlagsAttribute", Justification = "Reasons; those that nobody meets here are left out.")]
public enum ServiceBusFailureReason
{
    GeneralError = 0,
    MessagingEntityNotFound = 1,
    MessageLockLost = 2,
    MessageNotFound = 3,
    MessageSizeExceeded = 4,
    ServiceTimeout = 8,
    ServiceCommunicationProblem = 9,
    SessionCannotBeLocked = 10,
    SessionLockLost = 11,
}

/// <summary>A failure of Service Bus itself; a caller may try again when it is transient.</summary>
public class ServiceBusException(
    string message,
    ServiceBusFailureReason reason,
    string? entityPath = null,
    Exception? innerException = null) : Exception(message, innerException)
{
    public ServiceBusFailureReason Reason { get; } = reason;

    public bool IsTransient => Reason is ServiceBusFailureReason.ServiceCommunicationProblem or ServiceBusFailureReason.ServiceTimeout;

    public string? EntityPath { get; } = entityPath;

    public override string Message => $"{base.Message} ({Reason})";
}
