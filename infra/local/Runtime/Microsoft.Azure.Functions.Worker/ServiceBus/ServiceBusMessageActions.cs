using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles the message a function is running for; what is settled here the host leaves alone afterwards.</summary>
public class ServiceBusMessageActions
{
    private readonly ServiceBusReceiver? receiver;
    private readonly ConcurrentDictionary<Guid, bool> settled = new();

    internal ServiceBusMessageActions(ServiceBusReceiver? receiver) => this.receiver = receiver;

    /// <summary>For test doubles.</summary>
    protected ServiceBusMessageActions()
    {
    }

    private ServiceBusReceiver Receiver
        => receiver ?? throw new InvalidOperationException("The function was started by hand: there is no message to settle.");

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        => SettleAsync(message, () => Receiver.CompleteMessageAsync(message, cancellationToken));

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(message, () => Receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken));

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(message, () => Receiver.DeferMessageAsync(message, propertiesToModify, cancellationToken));

    [SuppressMessage("Design", "MA0016:Prefer using collection abstraction instead of implementation", Justification = "As the real package has it.")]
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(message, () => Receiver.DeadLetterAsync(message, new(deadLetterReason, deadLetterErrorDescription, propertiesToModify), cancellationToken));

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        => Receiver.RenewMessageLockAsync(message, cancellationToken);

    internal bool HasSettled(ServiceBusReceivedMessage message) => settled.ContainsKey(message.Lock);

    private async Task SettleAsync(ServiceBusReceivedMessage message, Func<Task> settle)
    {
        await settle();
        settled.TryAdd(message.Lock, true);
    }
}
