using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// A queue, a subscription, or the dead-letter queue of one: what lies in it, and how it is settled. Who gets which message
/// is said by the two kinds, without sessions (<see cref="QueueSource"/>) and with them (<see cref="SessionSource"/>).
/// </summary>
internal abstract class MessageSource
{
    private readonly SortedDictionary<long, BrokerMessage> messages = [];
    private readonly ExpiryWatch expiry;

    protected MessageSource(BrokerEntity entity, SourceDeclaration declaration, bool isDeadLetterQueue)
    {
        (Entity, Declaration, IsDeadLetterQueue) = (entity, declaration, isDeadLetterQueue);
        DeadLetterQueue = isDeadLetterQueue ? null : new QueueSource(entity, declaration, isDeadLetterQueue: true);
        expiry = new ExpiryWatch(entity, ExpireDue);
    }

    public string? Subscription => Declaration.Subscription;

    public bool IsDeadLetterQueue { get; }

    /// <summary>Null for a dead-letter queue: what cannot be processed there stays there.</summary>
    public QueueSource? DeadLetterQueue { get; }

    public SourceDeclaration Declaration { get; }

    protected BrokerEntity Entity { get; }

    protected string Path => IsDeadLetterQueue ? EntityPath.OfDeadLetterQueue(EntityName) : EntityName;

    private string EntityName => Subscription is null ? Entity.Name : EntityPath.OfSubscription(Entity.Name, Subscription);

    public static MessageSource Of(BrokerEntity entity, SourceDeclaration declaration)
        => declaration.RequiresSession ? new SessionSource(entity, declaration) : new QueueSource(entity, declaration, isDeadLetterQueue: false);

    /// <param name="atMost">How many to look at.</param>
    /// <param name="fromSequenceNumber">Where to begin, inclusive.</param>
    /// <param name="sessionId">One session's messages only; null is all.</param>
    public IReadOnlyList<ServiceBusReceivedMessage> Peek(int atMost, long fromSequenceNumber, string? sessionId = null)
    {
        lock (Entity.Gate)
        {
            var seen = Everything().Where(message => message.SequenceNumber >= fromSequenceNumber && (sessionId is null || message.Content.SessionId == sessionId));
            return [.. seen.Take(atMost).Select(Peeked)];
        }
    }

    public Task CompleteAsync(Guid token)
    {
        lock (Entity.Gate)
        {
            return Entity.Post(new RemoveChange(this, Settle(token))).Done;
        }
    }

    /// <summary>The delivery has been counted already, so a mere abandon has nothing to store.</summary>
    public Task AbandonAsync(Guid token, IEnumerable<KeyValuePair<string, object>>? properties)
    {
        lock (Entity.Gate)
        {
            var content = properties is null ? null : Changed(token, properties);
            var held = Settle(token);
            if (IsWorn(held.Message))
            {
                return DeadLetter(held, content ?? held.Message.Content, TooOften()).Done;
            }

            if (content is not null)
            {
                return Entity.Post(new AbandonChange(this, held, content)).Done;
            }

            Release(held);
            return Task.CompletedTask;
        }
    }

    /// <summary>Sets the message aside; from then on it is received by its sequence number alone.</summary>
    public Task DeferAsync(Guid token, IEnumerable<KeyValuePair<string, object>>? properties)
    {
        lock (Entity.Gate)
        {
            var content = Changed(token, properties ?? []);
            return Entity.Post(new DeferChange(this, Settle(token), content)).Done;
        }
    }

    public Task DeadLetterAsync(Guid token, DeadLetter reason)
    {
        lock (Entity.Gate)
        {
            var content = Changed(token, reason.Properties ?? []);
            return DeadLetter(Settle(token), content, reason).Done;
        }
    }

    /// <summary>A message that has just been committed, or was found in the table.</summary>
    public void Add(BrokerMessage message)
    {
        messages.Add(message.SequenceNumber, message);
        Offer([message]);
    }

    /// <summary>Moves what was delivered once too often and never settled, by a process that is no more.</summary>
    public void DeadLetterWorn()
    {
        foreach (var message in messages.Values.Where(message => IsWorn(message) && (message.IsDeferred || Unshelve(message))).ToList())
        {
            DeadLetter(Reserve(message), message.Content, TooOften());
        }
    }

    public void Remove(MessageLock held)
    {
        messages.Remove(held.Message.SequenceNumber);
        expiry.Forget(held.Message);
        Free(held);
    }

    public void Release(MessageLock held)
    {
        Free(held);
        Offer([held.Message]);
    }

    /// <summary>Messages whose delivery never came about, or ended with nobody settling it.</summary>
    public void GiveBack(IReadOnlyList<BrokerMessage> unsettled)
    {
        foreach (var message in unsettled)
        {
            message.IsTaken = message.IsLocked = false;
        }

        foreach (var worn in unsettled.Where(IsWorn))
        {
            DeadLetter(Reserve(worn), worn.Content, TooOften());
        }

        Offer([.. unsettled.Where(message => !IsWorn(message))]);
    }

    public void Unsettle(MessageLock held) => held.IsSettling = false;

    public virtual void Close(Exception cause)
    {
        expiry.Close();
        DeadLetterQueue?.Close(cause);
    }

    /// <summary>Puts messages where receivers take them from, and serves those who wait.</summary>
    protected abstract void Shelve(IReadOnlyList<BrokerMessage> free);

    /// <returns>False when the message is with a receiver, or on the way to one.</returns>
    protected abstract bool Unshelve(BrokerMessage message);

    /// <returns>Null when the lock is not in force.</returns>
    protected abstract MessageLock? FindLock(Guid token);

    protected abstract void Forget(MessageLock held);

    protected static ServiceBusReceivedMessage Received(MessageLock held)
        => new(held.Message.Content, new(held.Message.SequenceNumber, held.Message.EnqueuedTime, held.Message.Deliveries)
        {
            Lock = held.Token,
            LockedUntil = held.Until,
            EnqueuedSequenceNumber = held.Message.EnqueuedSequenceNumber,
        });

    /// <exception cref="ServiceBusException">One of them is not deferred here, or is with a receiver.</exception>
    protected async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeDeferredAsync(ILockHolder holder, IEnumerable<long> numbers, Func<BrokerMessage, bool> belongs)
    {
        DeliverChange delivery;
        lock (Entity.Gate)
        {
            Entity.ThrowIfClosed();
            List<BrokerMessage> deferred = [.. numbers.Distinct().Select(number => Deferred(number, belongs))];
            delivery = Entity.Post(new DeliverChange(deferred, holder));
        }

        return [.. (await delivery.LocksAsync()).Select(Received)];
    }

    protected MessageLock RequireLock(Guid token)
        => FindLock(token) ?? throw new ServiceBusException(
            "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.",
            ServiceBusFailureReason.MessageLockLost,
            Path);

    /// <summary>A queue shows what is scheduled too; what is scheduled in a topic is in no subscription yet.</summary>
    private IEnumerable<BrokerMessage> Everything()
        => Entity.IsTopic || IsDeadLetterQueue || Entity.Schedule.Waiting.Count == 0
            ? messages.Values
            : messages.Values.Concat(Entity.Schedule.Waiting).OrderBy(message => message.SequenceNumber);

    private static MessageLock Reserve(BrokerMessage message)
    {
        message.IsTaken = true;
        return new(message) { IsSettling = true };
    }

    private DeadLetter TooOften() => Messaging.DeadLetter.DeliveredTooOften(Declaration.MaxDeliveryCount);

    private bool IsWorn(BrokerMessage message) => !IsDeadLetterQueue && message.Deliveries >= Declaration.MaxDeliveryCount;

    private void Offer(IReadOnlyList<BrokerMessage> free)
    {
        List<BrokerMessage> live = [];
        foreach (var message in free.Where(message => !message.IsDeferred))
        {
            if (message.ExpiresAt <= Entity.Time.GetUtcNow())
            {
                Expire(message);
            }
            else
            {
                expiry.Watch(message);
                live.Add(message);
            }
        }

        Shelve(live);
    }

    /// <summary>What is with a receiver expires when it comes back.</summary>
    private void ExpireDue(long sequenceNumber)
    {
        if (messages.TryGetValue(sequenceNumber, out var message) && Unshelve(message))
        {
            Expire(message);
        }
    }

    private void Expire(BrokerMessage message)
    {
        if (Declaration.DeadLettersExpired)
        {
            DeadLetter(Reserve(message), message.Content, Messaging.DeadLetter.Expired);
        }
        else
        {
            Entity.Post(new RemoveChange(this, Reserve(message)));
        }
    }

    private BrokerMessage Deferred(long number, Func<BrokerMessage, bool> belongs)
        => messages.TryGetValue(number, out var message) && message is { IsDeferred: true, IsTaken: false } && belongs(message)
            ? message
            : throw new ServiceBusException($"Message {number} is not deferred here, or is with another receiver.", ServiceBusFailureReason.MessageNotFound, Path);

    private MessageLock Settle(Guid token)
    {
        var held = RequireLock(token);
        held.IsSettling = true;
        return held;
    }

    private void Free(MessageLock held)
    {
        held.Message.IsTaken = held.Message.IsLocked = false;
        Forget(held);
    }

    private BusMessage Changed(Guid token, IEnumerable<KeyValuePair<string, object>> properties)
    {
        var content = RequireLock(token).Message.Content.With(properties);
        MessageLimits.CheckProperties(content, Path);
        return content;
    }

    private DeadLetterChange DeadLetter(MessageLock held, BusMessage content, DeadLetter reason)
        => Entity.Post(new DeadLetterChange(this, held, content.With(reason.Texts())));

    /// <summary>A delivery that is still under way does not count yet.</summary>
    private static ServiceBusReceivedMessage Peeked(BrokerMessage message)
        => new(message.Content, new(message.SequenceNumber, message.EnqueuedTime, message.Deliveries - (message.IsLocked ? 1 : 0))
        {
            State = message.State,
            EnqueuedSequenceNumber = message.EnqueuedSequenceNumber,
        });
}
