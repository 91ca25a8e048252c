namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A message is done with: completed, or expired where nobody keeps what has expired.</summary>
internal sealed class RemoveChange(MessageSource source, MessageLock held) : PendingChange
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

    public override void Plan(CommitPlan plan) => plan.Write(MessageRow.Change(held.Message, content, held.Message.IsDeferred));

    public override void Apply(CommitPlan plan)
    {
        held.Message.Content = content;
        source.Release(held);
    }

    public override void Undo() => source.Unsettle(held);
}

/// <summary>A message is set aside for whoever knows its sequence number.</summary>
internal sealed class DeferChange(MessageSource source, MessageLock held, BusMessage content) : PendingChange
{
    public override int MaxWeight => SmallRow + (2 * content.PropertiesSize);

    public override void Plan(CommitPlan plan) => plan.Write(MessageRow.Change(held.Message, content, deferred: true));

    public override void Apply(CommitPlan plan)
    {
        held.Message.Content = content;
        held.Message.IsDeferred = true;
        source.Release(held);
    }

    public override void Undo() => source.Unsettle(held);
}

/// <summary>A message moves to the dead-letter queue of its source; its body stays where it lies.</summary>
internal sealed class DeadLetterChange(MessageSource source, MessageLock held, BusMessage content) : PendingChange
{
    public override int MaxWeight => SmallRow + (2 * content.PropertiesSize);

    public override void Plan(CommitPlan plan) => plan.Write(MessageRow.DeadLetter(held.Message, content));

    public override void Apply(CommitPlan plan)
    {
        source.Remove(held);
        held.Message.Content = content;
        held.Message.IsDeferred = false;
        held.Message.IsDeadLettered = true;
        (source.DeadLetterQueue ?? source).Add(held.Message);
    }

    public override void Undo() => source.Unsettle(held);
}
