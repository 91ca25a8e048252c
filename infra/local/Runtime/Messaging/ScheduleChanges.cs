namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The time of a scheduled message has come: it moves to the sources that take it, in one step.</summary>
internal sealed class EnqueueChange(BrokerEntity entity, BrokerMessage scheduled) : PendingChange
{
    private readonly FanOut copies = new(entity);
    private readonly int takers = entity.CountTakers(scheduled.Content);
    private bool isDuplicate;

    public override int MaxRows => takers + 1;

    public override int MaxWeight => (((2 * scheduled.Content.Size) + SmallRow) * takers) + SmallRow;

    public override void Plan(CommitPlan plan)
    {
        isDuplicate = entity.IsDuplicate(scheduled.Content, plan);
        if (!isDuplicate)
        {
            copies.Plan(scheduled.Content, plan.TakeSequenceNumber(), plan);
        }

        plan.WriteAtPublication(MessageRow.Delete(scheduled.RowKey));
    }

    public override void Apply(CommitPlan plan)
    {
        copies.Apply();
        if (isDuplicate)
        {
            entity.ReportDuplicates([scheduled.Content.MessageId!]);
        }
    }
}

/// <summary>Scheduled messages are taken back before their time.</summary>
internal sealed class CancelChange(IReadOnlyList<BrokerMessage> scheduled) : PendingChange
{
    public override int MaxRows => scheduled.Count;

    public override int MaxWeight => scheduled.Count * SmallRow;

    public override void Plan(CommitPlan plan)
    {
        foreach (var message in scheduled)
        {
            plan.Write(MessageRow.Delete(message.RowKey));
        }
    }

    public override void Apply(CommitPlan plan)
    {
    }
}
