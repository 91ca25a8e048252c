using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A queue, a subscription, or the dead-letter queue of one: messages in order of their sequence numbers, under peek-lock.</summary>
internal sealed class MessageSource
{
    private readonly BrokerEntity entity;
    private readonly SourceDeclaration declaration;
    private readonly SortedDictionary<long, BrokerMessage> messages = [];
    private readonly SortedSet<long> available = [];
    private readonly LinkedList<Receive> receives = new();
    private readonly LockTable locks;

    public MessageSource(BrokerEntity entity, SourceDeclaration declaration)
        : this(entity, declaration, isDeadLetterQueue: false)
        => DeadLetterQueue = new MessageSource(entity, declaration, isDeadLetterQueue: true);

    private MessageSource(BrokerEntity entity, SourceDeclaration declaration, bool isDeadLetterQueue)
    {
        (this.entity, this.declaration, IsDeadLetterQueue) = (entity, declaration, isDeadLetterQueue);
        locks = new LockTable(entity.Time, declaration.LockDuration, entity.Gate, Expire);
    }

    public string? Subscription => declaration.Subscription;

    public bool IsDeadLetterQueue { get; }

    /// <summary>Null for a dead-letter queue: what cannot be processed there stays there.</summary>
    public MessageSource? DeadLetterQueue { get; }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(int atMost, TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var receive = new Receive(Math.Min(atMost, DeliverChange.Limit));
        lock (entity.Gate)
        {
            entity.ThrowIfClosed();
            receives.AddLast(receive);
            Serve();
        }

        var delivery = await AwaitDeliveryAsync(receive, wait, cancellationToken);
        if (delivery is null)
        {
            return [];
        }

        await delivery.Done;
        return [.. delivery.Locks.Select(Received)];
    }

    public IReadOnlyList<ServiceBusReceivedMessage> Peek(int atMost, long fromSequenceNumber)
    {
        lock (entity.Gate)
        {
            return [.. messages.Values.Where(message => message.SequenceNumber >= fromSequenceNumber).Take(atMost).Select(Peeked)];
        }
    }

    public Task CompleteAsync(Guid token)
    {
        lock (entity.Gate)
        {
            return entity.Post(new CompleteChange(this, Settle(token))).Done;
        }
    }

    /// <summary>The delivery has been counted already, so a mere abandon has nothing to store.</summary>
    public Task AbandonAsync(Guid token, IEnumerable<KeyValuePair<string, object>>? properties)
    {
        lock (entity.Gate)
        {
            var content = properties is null ? null : Changed(token, properties);
            var held = Settle(token);
            if (IsWorn(held.Message))
            {
                return DeadLetter(held, content ?? held.Message.Content, TooOften()).Done;
            }

            if (content is not null)
            {
                return entity.Post(new AbandonChange(this, held, content)).Done;
            }

            Release(held);
            return Task.CompletedTask;
        }
    }

    public Task DeadLetterAsync(Guid token, DeadLetter reason)
    {
        lock (entity.Gate)
        {
            var content = Changed(token, reason.Properties ?? []);
            return DeadLetter(Settle(token), content, reason).Done;
        }
    }

    public Task<DateTimeOffset> RenewAsync(Guid token)
    {
        lock (entity.Gate)
        {
            return Task.FromResult(locks.Renew(token, Path));
        }
    }

    public void Add(BrokerMessage message)
    {
        messages.Add(message.SequenceNumber, message);
        available.Add(message.SequenceNumber);
        Serve();
    }

    /// <summary>Moves what was delivered once too often and never settled, by a process that is no more.</summary>
    public void DeadLetterWorn()
    {
        foreach (var message in messages.Values.Where(IsWorn).ToList())
        {
            available.Remove(message.SequenceNumber);
            var held = new MessageLock(message) { IsSettling = true };
            DeadLetter(held, message.Content, TooOften());
        }
    }

    public MessageLock Lock(BrokerMessage message) => locks.Take(message);

    public void Remove(MessageLock held)
    {
        messages.Remove(held.Message.SequenceNumber);
        locks.Remove(held);
    }

    public void Release(MessageLock held)
    {
        locks.Remove(held);
        GiveBack([held.Message]);
    }

    public void GiveBack(IReadOnlyList<BrokerMessage> undelivered)
    {
        available.UnionWith(undelivered.Select(message => message.SequenceNumber));
        Serve();
    }

    public void Unsettle(MessageLock held) => held.IsSettling = false;

    public void Close(Exception cause)
    {
        while (receives.First is { } first)
        {
            receives.RemoveFirst();
            first.Value.Fail(cause);
        }

        locks.Close();
        DeadLetterQueue?.Close(cause);
    }

    private string Path => IsDeadLetterQueue ? EntityPath.OfDeadLetterQueue(EntityName) : EntityName;

    private string EntityName => Subscription is null ? entity.Name : EntityPath.OfSubscription(entity.Name, Subscription);

    private DeadLetter TooOften() => Messaging.DeadLetter.DeliveredTooOften(declaration.MaxDeliveryCount);

    private bool IsWorn(BrokerMessage message) => !IsDeadLetterQueue && message.Deliveries >= declaration.MaxDeliveryCount;

    private MessageLock Settle(Guid token)
    {
        var held = locks.Get(token, Path);
        held.IsSettling = true;
        return held;
    }

    private BusMessage Changed(Guid token, IEnumerable<KeyValuePair<string, object>> properties)
    {
        var content = locks.Get(token, Path).Message.Content.With(properties);
        MessageLimits.CheckProperties(content, Path);
        return content;
    }

    private DeadLetterChange DeadLetter(MessageLock held, BusMessage content, DeadLetter reason)
        => entity.Post(new DeadLetterChange(this, held, content.With(reason.Texts())));

    private void Expire(MessageLock held)
    {
        if (IsWorn(held.Message))
        {
            held.IsSettling = true;
            DeadLetter(held, held.Message.Content, TooOften());
        }
        else
        {
            Release(held);
        }
    }

    /// <summary>Hands what is available to those who wait, first come first served.</summary>
    private void Serve()
    {
        while (available.Count > 0 && receives.First is { } first)
        {
            receives.RemoveFirst();
            List<BrokerMessage> taken = [.. available.Take(first.Value.AtMost).Select(number => messages[number])];
            available.ExceptWith(taken.Select(message => message.SequenceNumber));
            first.Value.Serve(entity.Post(new DeliverChange(this, taken)));
        }
    }

    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the entity's writer ends it.")]
    private async Task<DeliverChange?> AwaitDeliveryAsync(Receive receive, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return await receive.Delivery.WaitAsync(wait, entity.Time, cancellationToken);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            lock (entity.Gate)
            {
                if (receives.Remove(receive))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return null;
                }
            }

            return await receive.Delivery;
        }
    }

    private ServiceBusReceivedMessage Received(MessageLock held)
        => new(held.Message.Content, new(held.Message.SequenceNumber, held.Message.EnqueuedTime, held.Message.Deliveries)
        {
            Lock = held.Token,
            LockedUntil = held.Until,
        });

    /// <summary>A delivery that is still under way does not count yet.</summary>
    private ServiceBusReceivedMessage Peeked(BrokerMessage message)
        => new(message.Content, new(message.SequenceNumber, message.EnqueuedTime, message.Deliveries - (locks.Holds(message) ? 1 : 0)));

    private sealed class Receive(int atMost)
    {
        private readonly TaskCompletionSource<DeliverChange> delivery = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int AtMost { get; } = atMost;

        [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the source ends it.")]
        public Task<DeliverChange> Delivery => delivery.Task;

        public void Serve(DeliverChange change) => delivery.TrySetResult(change);

        public void Fail(Exception cause) => delivery.TrySetException(cause);
    }
}
