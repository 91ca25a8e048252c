using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles the message a function is running for; what is settled here the host leaves alone afterwards.</summary>
public class ServiceBusMessageActions
{
    private readonly ServiceBusReceiver? receiver;

    internal ServiceBusMessageActions(ServiceBusReceiver? receiver) => this.receiver = receiver;

    /// <summary>For test doubles.</summary>
    protected ServiceBusMessageActions()
    {
    }

    internal bool IsSettled { get; private set; }

    private ServiceBusReceiver Receiver
        => receiver ?? throw new InvalidOperationException("The function was started by hand: there is no message to settle.");

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        => SettleAsync(() => Receiver.CompleteMessageAsync(message, cancellationToken));

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(() => Receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken));

    [SuppressMessage("Design", "MA0016:Prefer using collection abstraction instead of implementation", Justification = "As the real package has it.")]
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(() => Receiver.DeadLetterAsync(message, new(deadLetterReason, deadLetterErrorDescription, propertiesToModify), cancellationToken));

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        => Receiver.RenewMessageLockAsync(message, cancellationToken);

    private async Task SettleAsync(Func<Task> settle)
    {
        await settle();
        IsSettled = true;
    }
}
