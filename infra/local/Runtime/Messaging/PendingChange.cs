using System.Diagnostics.CodeAnalysis;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Something that waits to be committed. Plan, Apply and Undo run under the entity's lock.</summary>
internal abstract class PendingChange
{
    /// <summary>What a row without a body takes in a request.</summary>
    protected const int SmallRow = 2_000;

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the change has been committed.</summary>
    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the entity's writer ends it.")]
    public Task Done => done.Task;

    public virtual int MaxRows => 1;

    /// <summary>An estimate: a plan that comes out heavier is spread over two transactions, and nobody sees the difference.</summary>
    public abstract int MaxWeight { get; }

    /// <summary>Decides what to write, on a state that every earlier commit has been applied to.</summary>
    public abstract void Plan(CommitPlan plan);

    public abstract void Apply(CommitPlan plan);

    /// <summary>The commit will never come: gives back what was reserved for it.</summary>
    public virtual void Undo()
    {
    }

    public void Succeed() => done.TrySetResult();

    public void Fail(Exception failure)
    {
        done.TrySetException(failure);
        _ = done.Task.Exception;
    }
}

/// <summary>A send, to every source of the entity at once; duplicates are left out and the send succeeds all the same.</summary>
internal sealed class SendChange(BrokerEntity entity, IReadOnlyList<BusMessage> contents) : PendingChange
{
    private readonly List<(MessageSource Source, BrokerMessage Message)> messages = [];
    private readonly List<string> duplicates = [];

    public override int MaxRows => contents.Count * entity.Sources.Count;

    public override int MaxWeight => contents.Sum(content => (2 * content.Size) + SmallRow) * entity.Sources.Count;

    public override void Plan(CommitPlan plan)
    {
        foreach (var content in contents)
        {
            if (entity.IsDuplicate(content, plan))
            {
                duplicates.Add(content.MessageId!);
            }
            else
            {
                PlanMessage(content, plan);
            }
        }
    }

    public override void Apply(CommitPlan plan)
    {
        foreach (var (source, message) in messages)
        {
            source.Add(message);
        }

        entity.ReportDuplicates(duplicates);
    }

    private void PlanMessage(BusMessage content, CommitPlan plan)
    {
        var sequenceNumber = plan.TakeSequenceNumber();
        foreach (var source in entity.Sources)
        {
            var rowKey = entity.Keys.Message(sequenceNumber, source.Subscription);
            var message = new BrokerMessage(sequenceNumber, rowKey, plan.Now) { Content = content };
            plan.Write(MessageRow.Insert(message, source.Subscription));
            messages.Add((source, message));
        }
    }
}

/// <summary>The beginning of deliveries: counted in the table before a receiver sees the messages.</summary>
internal sealed class DeliverChange(MessageSource source, IReadOnlyList<BrokerMessage> messages) : PendingChange
{
    /// <summary>What one delivery may carry, so that it always fits into one transaction.</summary>
    public const int Limit = 64;

    public IReadOnlyList<MessageLock> Locks { get; private set; } = [];

    public override int MaxRows => messages.Count;

    public override int MaxWeight => messages.Count * SmallRow;

    public override void Plan(CommitPlan plan)
    {
        foreach (var message in messages)
        {
            plan.Write(MessageRow.CountDelivery(message));
        }
    }

    public override void Apply(CommitPlan plan)
    {
        foreach (var message in messages)
        {
            message.Deliveries++;
        }

        Locks = [.. messages.Select(source.Lock)];
    }

    public override void Undo() => source.GiveBack(messages);
}

/// <summary>A message is done with.</summary>
internal sealed class CompleteChange(MessageSource source, MessageLock held) : PendingChange
{
    public override int MaxWeight => SmallRow;

    public override void Plan(CommitPlan plan) => plan.Write(MessageRow.Delete(held.Message.RowKey));

    public override void Apply(CommitPlan plan) => source.Remove(held);

    public override void Undo() => source.Unsettle(held);
}

/// <summary>A message goes back with other properties.</summary>
internal sealed class AbandonChange(MessageSource source, MessageLock held, BusMessage content) : PendingChange
{
    public override int MaxWeight => SmallRow + (2 * content.PropertiesSize);

    public override void Plan(CommitPlan plan) => plan.Write(MessageRow.Change(held.Message, content, source.IsDeadLetterQueue));

    public override void Apply(CommitPlan plan)
    {
        held.Message.Content = content;
        source.Release(held);
    }

    public override void Undo() => source.Unsettle(held);
}

/// <summary>A message moves to the dead-letter queue of its source; its body stays where it lies.</summary>
internal sealed class DeadLetterChange(MessageSource source, MessageLock held, BusMessage content) : PendingChange
{
    public override int MaxWeight => SmallRow + (2 * content.PropertiesSize);

    public override void Plan(CommitPlan plan) => plan.Write(MessageRow.Change(held.Message, content, deadLettered: true));

    public override void Apply(CommitPlan plan)
    {
        source.Remove(held);
        held.Message.Content = content;
        held.Message.IsDeadLettered = true;
        (source.DeadLetterQueue ?? source).Add(held.Message);
    }

    public override void Undo() => source.Unsettle(held);
}
