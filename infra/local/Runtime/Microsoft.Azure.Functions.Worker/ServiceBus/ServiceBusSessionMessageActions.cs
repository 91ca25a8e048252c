using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function may do with the session its message came from.</summary>
public class ServiceBusSessionMessageActions
{
    private readonly ServiceBusSessionReceiver? receiver;

    internal ServiceBusSessionMessageActions(ServiceBusSessionReceiver? receiver) => this.receiver = receiver;

    /// <summary>For test doubles.</summary>
    protected ServiceBusSessionMessageActions()
    {
    }

    public virtual DateTimeOffset SessionLockedUntil
    {
        get => Receiver.SessionLockedUntil;
        protected set => throw new NotSupportedException($"The lock is the broker's, not to be set to {value}.");
    }

    internal bool IsReleased { get; private set; }

    private ServiceBusSessionReceiver Receiver
        => receiver ?? throw new InvalidOperationException("The function does not run for a message of a session.");

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) => Receiver.GetSessionStateAsync(cancellationToken);

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default)
        => Receiver.SetSessionStateAsync(sessionState, cancellationToken);

    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) => Receiver.RenewSessionLockAsync(cancellationToken);

    /// <summary>The host gives the session up as soon as the function has ended, instead of waiting for more of its messages.</summary>
    public virtual Task ReleaseSession(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = Receiver;
        IsReleased = true;
        return Task.CompletedTask;
    }
}
