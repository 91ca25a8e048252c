namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A receiver gives up its session: what it did not settle goes back as if it had never been delivered.</summary>
internal sealed class ReturnChange(SessionSource source, SessionLock holder, IReadOnlyList<MessageLock> open) : PendingChange
{
    public override int MaxRows => open.Count;

    public override int MaxWeight => open.Count * SmallRow;

    public override void Plan(CommitPlan plan)
    {
        foreach (var entry in open)
        {
            plan.Write(MessageRow.CountDelivery(entry.Message, -1));
        }
    }

    public override void Apply(CommitPlan plan)
    {
        foreach (var entry in open)
        {
            entry.Message.Deliveries--;
        }

        source.Lose(holder);
    }

    public override void Undo() => holder.IsSettling = false;
}

/// <summary>What receivers keep about a session changes; null leaves no row.</summary>
internal sealed class SessionStateChange(SessionSource source, Session session, byte[]? state) : PendingChange
{
    private readonly SessionRow row = source.RowOf(session.Id);

    public override int MaxWeight => SmallRow + (2 * (state?.Length ?? 0));

    public override string SharedRow => row.Key;

    public override void Plan(CommitPlan plan)
    {
        if (row.Change(session.State, state) is { } change)
        {
            plan.Write(change);
        }
    }

    public override void Apply(CommitPlan plan) => source.KeepState(session.Id, state);
}
