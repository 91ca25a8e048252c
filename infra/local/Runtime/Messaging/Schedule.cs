using Azure.Messaging.ServiceBus;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// Messages of an entity whose time has not come: in no source yet, and known by sequence numbers of their own (SB-4). When
/// it comes they are sent as if just then: with a new number, past the rules, and dropped if they are duplicates by then.
/// </summary>
internal sealed class Schedule(BrokerEntity entity)
{
    private readonly SortedDictionary<long, BrokerMessage> waiting = [];
    private readonly SortedSet<(DateTimeOffset Due, long SequenceNumber)> dues = [];
    private Alarm? alarm;

    /// <summary>In order of their sequence numbers.</summary>
    public IReadOnlyCollection<BrokerMessage> Waiting => waiting.Values;

    /// <summary>A message that has just been committed, or was found in the table.</summary>
    public void Add(BrokerMessage message)
    {
        var due = message.Content.ScheduledFor!.Value;
        waiting.Add(message.SequenceNumber, message);
        dues.Add((due, message.SequenceNumber));
        alarm ??= new Alarm(entity.Time, entity.Gate, EnqueueDue);
        alarm.SetFor(due);
    }

    /// <summary>Takes messages back before their time: all of them or none.</summary>
    /// <exception cref="ServiceBusException">One of them is not there, or its time has come.</exception>
    public IReadOnlyList<BrokerMessage> Take(IEnumerable<long> sequenceNumbers)
    {
        List<BrokerMessage> taken = [.. sequenceNumbers.Distinct().Select(Find)];
        foreach (var message in taken)
        {
            Remove(message);
        }

        return taken;
    }

    /// <summary>Sends what is due, in the order of its times.</summary>
    public void EnqueueDue()
    {
        while (dues.Count > 0 && dues.Min.Due <= entity.Time.GetUtcNow())
        {
            var message = waiting[dues.Min.SequenceNumber];
            Remove(message);
            entity.Post(new EnqueueChange(entity, message));
        }

        if (dues.Count > 0)
        {
            alarm!.SetFor(dues.Min.Due);
        }
    }

    public void Close() => alarm?.Dispose();

    private BrokerMessage Find(long sequenceNumber)
        => waiting.TryGetValue(sequenceNumber, out var message)
            ? message
            : throw new ServiceBusException($"'{entity.Name}' has no scheduled message {sequenceNumber}.", ServiceBusFailureReason.MessageNotFound, entity.Name);

    private void Remove(BrokerMessage message)
    {
        waiting.Remove(message.SequenceNumber);
        dues.Remove((message.Content.ScheduledFor!.Value, message.SequenceNumber));
    }
}
