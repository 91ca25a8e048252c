namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The beginning of deliveries: counted in the table before a receiver sees the messages.</summary>
internal sealed class DeliverChange : PendingChange
{
    /// <summary>What one delivery may carry, so that it always fits into one transaction.</summary>
    public const int Limit = 64;

    private readonly IReadOnlyList<BrokerMessage> messages;
    private readonly ILockHolder holder;
    private List<MessageLock> locks = [];

    public DeliverChange(IReadOnlyList<BrokerMessage> messages, ILockHolder holder)
    {
        (this.messages, this.holder) = (messages, holder);
        foreach (var message in messages)
        {
            message.IsTaken = true;
        }
    }

    public override int MaxRows => messages.Count;

    public override int MaxWeight => messages.Count * SmallRow;

    /// <summary>The messages as they are locked for the receiver.</summary>
    /// <exception cref="Azure.Messaging.ServiceBus.ServiceBusException">The receiver lost its session before it got them.</exception>
    public async Task<IReadOnlyList<MessageLock>> LocksAsync()
    {
        await Done;
        return locks.Count > 0 ? locks : throw holder.Lost();
    }

    public override void Plan(CommitPlan plan)
    {
        foreach (var message in messages)
        {
            plan.Write(MessageRow.CountDelivery(message, 1));
        }
    }

    public override void Apply(CommitPlan plan)
    {
        List<MessageLock> taken = [];
        List<BrokerMessage> refused = [];
        foreach (var message in messages)
        {
            message.Deliveries++;
            if (holder.TryLock(message) is { } held)
            {
                message.IsLocked = true;
                taken.Add(held);
            }
            else
            {
                refused.Add(message);
            }
        }

        locks = taken;
        holder.GiveBack(refused);
    }

    public override void Undo() => holder.GiveBack(messages);
}
