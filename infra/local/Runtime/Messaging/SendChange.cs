namespace BackOffice.LocalRuntime.Messaging;

/// <summary>A send; duplicates are left out and the send succeeds all the same. What is scheduled waits first.</summary>
internal sealed class SendChange(BrokerEntity entity, IReadOnlyList<BusMessage> contents) : PendingChange
{
    private readonly FanOut copies = new(entity);
    private readonly List<BrokerMessage> scheduled = [];
    private readonly List<string> duplicates = [];
    private readonly List<long> numbers = [];
    private readonly IReadOnlyList<int> takers = [.. contents.Select(content => Math.Max(1, entity.CountTakers(content)))];

    public override int MaxRows => takers.Sum();

    public override int MaxWeight => contents.Zip(takers, (content, copies) => ((2 * content.Size) + SmallRow) * copies).Sum();

    /// <summary>The numbers the messages got, in their order, those of dropped duplicates included.</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync()
    {
        await Done;
        return numbers;
    }

    public override void Plan(CommitPlan plan)
    {
        foreach (var content in contents)
        {
            numbers.Add(plan.TakeSequenceNumber());
            PlanMessage(content, numbers[^1], plan);
        }
    }

    public override void Apply(CommitPlan plan)
    {
        copies.Apply();
        foreach (var message in scheduled)
        {
            entity.Schedule.Add(message);
        }

        entity.Schedule.EnqueueDue();

        entity.ReportDuplicates(duplicates);
    }

    private void PlanMessage(BusMessage content, long number, CommitPlan plan)
    {
        if (content.ScheduledFor > plan.Now)
        {
            var message = new BrokerMessage(number, entity.Keys.Scheduled(number), plan.Now) { Content = content, IsScheduled = true };
            plan.Write(MessageRow.Insert(message, subscription: null));
            scheduled.Add(message);
        }
        else if (entity.IsDuplicate(content, plan))
        {
            duplicates.Add(content.MessageId!);
        }
        else
        {
            copies.Plan(content, number, plan);
        }
    }
}
