using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A source with sessions: whoever has the lock of a session gets its messages, in order, and nobody else does (SB-5).</summary>
internal sealed class SessionSource : MessageSource
{
    private readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, MessageLock> held = [];
    private readonly Queue<Session> ready = new();
    private readonly LinkedList<TaskCompletionSource<SessionLock>> waiting = new();
    private readonly LockTable<SessionLock> locks;

    public SessionSource(BrokerEntity entity, SourceDeclaration declaration)
        : base(entity, declaration, isDeadLetterQueue: false)
        => locks = new LockTable<SessionLock>(entity, declaration.LockDuration, LoseAll);

    /// <summary>The lock of that session, whether or not it has messages.</summary>
    /// <exception cref="ServiceBusException">Another receiver has it.</exception>
    public SessionLock Accept(string sessionId)
    {
        lock (Entity.Gate)
        {
            Entity.ThrowIfClosed();
            var session = Find(sessionId);
            return session.Lock is null
                ? Take(session)
                : throw new ServiceBusException($"The session '{sessionId}' is locked by another receiver.", ServiceBusFailureReason.SessionCannotBeLocked, Path);
        }
    }

    /// <summary>The lock of the session that has waited longest for a receiver.</summary>
    /// <exception cref="ServiceBusException">No session had messages in time.</exception>
    public Task<SessionLock> AcceptNextAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Entity.Gate)
        {
            Entity.ThrowIfClosed();
            if (NextReady() is { } session)
            {
                return Task.FromResult(Take(session));
            }

            return AwaitSessionAsync(waiting.AddLast(new TaskCompletionSource<SessionLock>(TaskCreationOptions.RunContinuationsAsynchronously)), wait, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(SessionLock holder, ReceiveRequest request)
        => [.. (await holder.Session.Line.ReceiveAsync(holder, request)).Select(Received)];

    public Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(SessionLock holder, IEnumerable<long> sequenceNumbers)
        => TakeDeferredAsync(holder, sequenceNumbers, message => message.Content.SessionId == holder.Session.Id);

    /// <exception cref="ServiceBusException">The lock has expired or been given up.</exception>
    public DateTimeOffset Renew(SessionLock holder)
    {
        lock (Entity.Gate)
        {
            return locks.Renew(Require(holder));
        }
    }

    public void ThrowIfLost(SessionLock holder)
    {
        lock (Entity.Gate)
        {
            Require(holder);
        }
    }

    public byte[]? StateOf(SessionLock holder)
    {
        lock (Entity.Gate)
        {
            return Require(holder).Session.State;
        }
    }

    /// <summary>Keeps something with the session until the next one changes it; null clears it.</summary>
    public Task SetStateAsync(SessionLock holder, byte[]? state)
    {
        lock (Entity.Gate)
        {
            return Entity.Post(new SessionStateChange(this, Require(holder).Session, state)).Done;
        }
    }

    /// <summary>Gives the session to the next receiver. What was delivered and not settled goes back, and that delivery does not count.</summary>
    public Task CloseAsync(SessionLock holder)
    {
        lock (Entity.Gate)
        {
            if (locks.Find(holder.Token) is null)
            {
                return Task.CompletedTask;
            }

            holder.IsSettling = true;
            var open = holder.Open;
            if (open.Count > 0)
            {
                return Entity.Post(new ReturnChange(this, holder, open)).Done;
            }

            Lose(holder);
            return Task.CompletedTask;
        }
    }

    public SessionRow RowOf(string sessionId) => new(Entity.Keys.Session(sessionId, Subscription), sessionId, Subscription);

    public void Hold(MessageLock taken) => held.Add(taken.Token, taken);

    public ServiceBusException Lost(string sessionId) => new(
        $"The lock of the session '{sessionId}' has expired or been given up. Accept the session again.",
        ServiceBusFailureReason.SessionLockLost,
        Path);

    /// <summary>Takes over what the table says of a session.</summary>
    public void KeepState(string sessionId, byte[]? state)
    {
        var session = Find(sessionId);
        session.State = state;
        Tidy(session);
    }

    public void Lose(SessionLock holder)
    {
        var session = holder.Session;
        holder.IsLost = true;
        locks.Remove(holder);
        session.Lock = null;
        session.Line.Fail(Lost(session.Id));
        var open = holder.Open;
        foreach (var entry in open)
        {
            Forget(entry);
        }

        GiveBack([.. open.Select(entry => entry.Message)]);
        MakeReady(session);
    }

    public override void Close(Exception cause)
    {
        foreach (var session in sessions.Values)
        {
            session.Line.Fail(cause);
        }

        while (waiting.First is { } first)
        {
            waiting.RemoveFirst();
            first.Value.TrySetException(cause);
        }

        locks.Close();
        base.Close(cause);
    }

    protected override void Shelve(IReadOnlyList<BrokerMessage> free)
    {
        HashSet<Session> touched = [];
        foreach (var message in free)
        {
            var session = Find(message.Content.SessionId!);
            session.Line.Add(message);
            touched.Add(session);
        }

        foreach (var session in touched)
        {
            session.Line.Serve();
            MakeReady(session);
        }
    }

    protected override bool Unshelve(BrokerMessage message)
    {
        if (!sessions.TryGetValue(message.Content.SessionId!, out var session) || !session.Line.Remove(message))
        {
            return false;
        }

        Tidy(session);
        return true;
    }

    protected override MessageLock? FindLock(Guid token)
        => held.TryGetValue(token, out var found) && !found.IsSettling && locks.Find(found.Session!.Token) is not null ? found : null;

    protected override void Forget(MessageLock settled)
    {
        held.Remove(settled.Token);
        settled.Session?.Forget(settled);
    }

    private SessionLock Require(SessionLock holder) => locks.Find(holder.Token) ?? throw Lost(holder.Session.Id);

    private Session Find(string sessionId)
    {
        if (!sessions.TryGetValue(sessionId, out var session))
        {
            session = new Session(sessionId, Entity);
            sessions.Add(sessionId, session);
        }

        return session;
    }

    private SessionLock Take(Session session)
    {
        var holder = new SessionLock(this, session);
        session.Lock = holder;
        locks.Take(holder);
        return holder;
    }

    private void LoseAll(IReadOnlyList<SessionLock> due)
    {
        foreach (var holder in due)
        {
            Lose(holder);
        }
    }

    /// <summary>Hands a free session with messages to a receiver that waits, or puts it where the next one looks.</summary>
    private void MakeReady(Session session)
    {
        if (!session.IsFree)
        {
            Tidy(session);
        }
        else if (waiting.First is { } first)
        {
            waiting.RemoveFirst();
            first.Value.TrySetResult(Take(session));
        }
        else if (!session.IsReady)
        {
            session.IsReady = true;
            ready.Enqueue(session);
        }
    }

    private Session? NextReady()
    {
        while (ready.TryDequeue(out var session))
        {
            session.IsReady = false;
            if (session.IsFree)
            {
                return session;
            }
        }

        return null;
    }

    private void Tidy(Session session)
    {
        if (session.IsEmpty)
        {
            sessions.Remove(session.Id);
        }
    }

    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the source ends it.")]
    private async Task<SessionLock> AwaitSessionAsync(LinkedListNode<TaskCompletionSource<SessionLock>> acceptance, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return await acceptance.Value.Task.WaitAsync(wait, Entity.Time, cancellationToken);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            lock (Entity.Gate)
            {
                if (acceptance.List is not null)
                {
                    waiting.Remove(acceptance);
                    cancellationToken.ThrowIfCancellationRequested();
                    throw new ServiceBusException($"No session of '{Path}' had messages for {wait}.", ServiceBusFailureReason.ServiceTimeout, Path);
                }
            }

            return await acceptance.Value.Task;
        }
    }
}
