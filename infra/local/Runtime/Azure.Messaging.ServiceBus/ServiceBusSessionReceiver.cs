using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>Has one session for itself: receives its messages in order, settles them, and keeps its state.</summary>
public class ServiceBusSessionReceiver : ServiceBusReceiver
{
    /// <summary>What the client waits for a session.</summary>
    private static readonly TimeSpan AcceptWait = TimeSpan.FromSeconds(60);

    private readonly ServiceBusClient? client;
    private readonly SessionSource? source;
    private readonly SessionLock? session;
    private DateTimeOffset lockedUntil;

    /// <summary>For test doubles.</summary>
    protected ServiceBusSessionReceiver()
    {
    }

    private ServiceBusSessionReceiver(ServiceBusClient client, string entityPath, SessionSource source, SessionLock session)
        : base(client, entityPath)
    {
        (this.client, this.source, this.session) = (client, source, session);
        lockedUntil = session.Until;
    }

    public virtual string SessionId => session?.Session.Id ?? string.Empty;

    public virtual DateTimeOffset SessionLockedUntil => lockedUntil;

    public override bool IsClosed => base.IsClosed;

    private SessionLock Session => session ?? throw new ObjectDisposedException(nameof(ServiceBusSessionReceiver));

    /// <exception cref="ServiceBusException">The lock has expired or been given up (SessionLockLost).</exception>
    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lockedUntil = RequireSource().Renew(Session);
        return Task.CompletedTask;
    }

    /// <returns>What was set last, by this receiver or one before; empty when nothing is.</returns>
    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new BinaryData(RequireSource().StateOf(Session) ?? []));
    }

    /// <summary>Keeps it with the session, messages or not; null clears it.</summary>
    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MessageLimits.CheckState(sessionState, EntityPath);
        return RequireSource().SetStateAsync(Session, sessionState?.ToArray()).WaitAsync(cancellationToken);
    }

    internal override string PeekedSession => SessionId;

    internal static ServiceBusSessionReceiver Accept(ServiceBusClient client, string path, string sessionId)
    {
        var found = Find(client, path);
        return new(client, path, found, found.Accept(sessionId));
    }

    internal static async Task<ServiceBusSessionReceiver> AcceptNextAsync(ServiceBusClient client, string path, CancellationToken cancellationToken)
    {
        var found = Find(client, path);
        return new(client, path, found, await found.AcceptNextAsync(AcceptWait, cancellationToken));
    }

    internal override Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(ReceiveRequest request) => RequireSource().ReceiveAsync(Session, request);

    internal override Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(IEnumerable<long> sequenceNumbers)
        => RequireSource().ReceiveDeferredAsync(Session, sequenceNumbers);

    /// <summary>What was received and not settled goes back with the session.</summary>
    internal override Task ReleaseAsync() => source?.CloseAsync(Session) ?? Task.CompletedTask;

    internal override MessageSource Source() => RequireSource();

    private static SessionSource Find(ServiceBusClient client, string path)
        => client.Connect().FindSource(path) as SessionSource
            ?? throw new InvalidOperationException($"'{path}' has no sessions: create a receiver instead.");

    /// <summary>A lock is of the process that gave it: after a restart it is lost.</summary>
    private SessionSource RequireSource()
    {
        ObjectDisposedException.ThrowIf(IsClosed || client is null, this);
        if (client.Connect().FindSource(EntityPath) != source)
        {
            throw source!.Lost(SessionId);
        }

        source.ThrowIfLost(Session);
        return source;
    }
}

/// <summary>How a session is received.</summary>
public class ServiceBusSessionReceiverOptions
{
    /// <summary>Without effect here: nothing lies between the broker and its receiver.</summary>
    public int PrefetchCount { get; set; }
}
