using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Who has which message, and until when. Everything but the timer runs under the entity's lock.</summary>
internal sealed class LockTable
{
    private readonly TimeProvider time;
    private readonly TimeSpan duration;
    private readonly Lock gate;
    private readonly Action<MessageLock> expire;
    private readonly Dictionary<Guid, MessageLock> locks = [];
    private readonly HashSet<long> held = [];
    private readonly ITimer timer;
    private DateTimeOffset timerDue = DateTimeOffset.MaxValue;

    public LockTable(TimeProvider time, TimeSpan duration, Lock gate, Action<MessageLock> expire)
    {
        (this.time, this.duration, this.gate, this.expire) = (time, duration, gate, expire);
        timer = time.CreateTimer(_ => ExpireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Holds(BrokerMessage message) => held.Contains(message.SequenceNumber);

    public MessageLock Take(BrokerMessage message)
    {
        var taken = new MessageLock(message) { Until = time.GetUtcNow() + duration };
        locks.Add(taken.Token, taken);
        held.Add(message.SequenceNumber);
        Schedule(taken.Until);
        return taken;
    }

    /// <exception cref="ServiceBusException">It has expired, been settled, or belongs to a process that is no more.</exception>
    public MessageLock Get(Guid token, string path)
        => locks.TryGetValue(token, out var found) && !found.IsSettling && time.GetUtcNow() < found.Until
            ? found
            : throw new ServiceBusException(
                "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.",
                ServiceBusFailureReason.MessageLockLost,
                path);

    public DateTimeOffset Renew(Guid token, string path) => Get(token, path).Until = time.GetUtcNow() + duration;

    public void Remove(MessageLock settled)
    {
        if (locks.Remove(settled.Token))
        {
            held.Remove(settled.Message.SequenceNumber);
        }
    }

    public void Close() => timer.Dispose();

    private void ExpireDue()
    {
        lock (gate)
        {
            timerDue = DateTimeOffset.MaxValue;
            var now = time.GetUtcNow();
            foreach (var due in locks.Values.Where(entry => !entry.IsSettling && entry.Until <= now).OrderBy(entry => entry.Message.SequenceNumber).ToList())
            {
                expire(due);
            }

            Schedule(locks.Values.Where(entry => !entry.IsSettling).Select(entry => entry.Until).DefaultIfEmpty(DateTimeOffset.MaxValue).Min());
        }
    }

    /// <summary>One timer for the earliest end; a renewed lock merely makes it look once too often.</summary>
    private void Schedule(DateTimeOffset due)
    {
        if (due < timerDue)
        {
            timerDue = due;
            var wait = due - time.GetUtcNow();
            timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
