namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Knows which messages of a source have an end, and tells when it has come (SB-4). Runs under the entity's lock.</summary>
internal sealed class ExpiryWatch(BrokerEntity entity, Action<long> expire)
{
    private readonly SortedSet<(DateTimeOffset At, long SequenceNumber)> ends = [];
    private Alarm? alarm;

    public void Watch(BrokerMessage message)
    {
        if (message.ExpiresAt < DateTimeOffset.MaxValue)
        {
            ends.Add((message.ExpiresAt, message.SequenceNumber));
            alarm ??= new Alarm(entity.Time, entity.Gate, ExpireDue);
            alarm.SetFor(message.ExpiresAt);
        }
    }

    public void Forget(BrokerMessage message) => ends.Remove((message.ExpiresAt, message.SequenceNumber));

    public void Close() => alarm?.Dispose();

    private void ExpireDue()
    {
        while (ends.Count > 0 && ends.Min.At <= entity.Time.GetUtcNow())
        {
            var due = ends.Min;
            ends.Remove(due);
            expire(due.SequenceNumber);
        }

        if (ends.Count > 0)
        {
            alarm!.SetFor(ends.Min.At);
        }
    }
}
