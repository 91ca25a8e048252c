using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A source without sessions: any receiver gets the next message, and each message has a lock of its own.</summary>
internal sealed class QueueSource : MessageSource, ILockHolder
{
    private readonly DeliveryLine line;
    private readonly LockTable<MessageLock> locks;

    public QueueSource(BrokerEntity entity, SourceDeclaration declaration, bool isDeadLetterQueue)
        : base(entity, declaration, isDeadLetterQueue)
    {
        line = new DeliveryLine(entity);
        locks = new LockTable<MessageLock>(entity, declaration.LockDuration, Expire);
    }

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(ReceiveRequest request)
        => [.. (await line.ReceiveAsync(this, request)).Select(Received)];

    public Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(IEnumerable<long> sequenceNumbers)
        => TakeDeferredAsync(this, sequenceNumbers, _ => true);

    public Task<DateTimeOffset> RenewAsync(Guid token)
    {
        lock (Entity.Gate)
        {
            return Task.FromResult(locks.Renew(RequireLock(token)));
        }
    }

    public MessageLock TryLock(BrokerMessage message)
    {
        var taken = new MessageLock(message);
        locks.Take(taken);
        return taken;
    }

    public Exception Lost() => new InvalidOperationException("A source without sessions holds no lock of its own.");

    public override void Close(Exception cause)
    {
        line.Fail(cause);
        locks.Close();
        base.Close(cause);
    }

    protected override void Shelve(IReadOnlyList<BrokerMessage> free)
    {
        foreach (var message in free)
        {
            line.Add(message);
        }

        line.Serve();
    }

    protected override bool Unshelve(BrokerMessage message) => line.Remove(message);

    protected override MessageLock? FindLock(Guid token) => locks.Find(token);

    protected override void Forget(MessageLock held) => locks.Remove(held);

    private void Expire(IReadOnlyList<MessageLock> due)
    {
        foreach (var held in due)
        {
            locks.Remove(held);
        }

        GiveBack([.. due.Select(held => held.Message)]);
    }
}
