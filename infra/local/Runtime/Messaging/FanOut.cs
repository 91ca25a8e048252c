namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Where messages go: to the queue, or to each subscription that takes them, as a copy of its own under a number of its own.</summary>
internal sealed class FanOut(BrokerEntity entity)
{
    private readonly List<(MessageSource Source, BrokerMessage Message)> copies = [];

    public void Plan(BusMessage content, long sequenceNumber, CommitPlan plan)
    {
        foreach (var source in entity.Takers(content))
        {
            var copy = CopyFor(source.Declaration, content, sequenceNumber, plan.Now);
            plan.Write(MessageRow.Insert(copy, source.Subscription));
            copies.Add((copy.IsDeadLettered ? source.DeadLetterQueue! : source, copy));
        }
    }

    public void Apply()
    {
        foreach (var (source, message) in copies)
        {
            source.Add(message);
        }
    }

    /// <summary>A topic takes messages for subscriptions with sessions and for others: only here it shows that one has no SessionId.</summary>
    private BrokerMessage CopyFor(SourceDeclaration source, BusMessage content, long sequenceNumber, DateTimeOffset now)
    {
        var fits = !source.RequiresSession || !string.IsNullOrEmpty(content.SessionId);
        var own = content.LivingAtMost(source.TimeToLive);
        return new(source.NumberOf(sequenceNumber), entity.Keys.Message(sequenceNumber, source.Subscription), now)
        {
            EnqueuedSequenceNumber = entity.IsTopic ? sequenceNumber : 0,
            Content = fits ? own : own.With(DeadLetter.WithoutSession.Texts()),
            IsDeadLettered = !fits,
        };
    }
}
