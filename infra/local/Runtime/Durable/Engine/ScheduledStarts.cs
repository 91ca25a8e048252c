using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Instances whose time has not come (D-45): what arrives for them is stored and not played. Part of its shard's loop.</summary>
internal sealed class ScheduledStarts(Shard shard)
{
    /// <summary>Stores a scheduled instance without playing it, and wakes it at its time (D-45).</summary>
    public void Add(Instance instance)
    {
        instance.IsScheduled = true;
        SetAlarm(instance);
        var arrivals = instance.Inbox.ToList();
        instance.Inbox.Clear();
        var rows = instance.AppendLog(arrivals.Select(arrival => arrival.Event));
        instance.Inbox.AddRange(arrivals.Select(arrival => new Arrival(arrival.Event, null, IsLogged: true)));
        Save(instance, rows, () => arrivals.ForEach(arrival => arrival.Committed?.Invoke()));
    }

    public void SetAlarm(Instance instance)
        => shard.Alarms.At(instance.Record.ScheduledStart!.Value, () =>
        {
            instance.IsScheduled = false;
            shard.Episodes.MakeReady(instance);
        });

    public void LogAhead(Instance instance, Message message)
    {
        instance.Inbox.Add(new Arrival(message.Event, null, IsLogged: true));
        Save(instance, instance.AppendLog([message.Event]), message.Done);
    }

    private void Save(Instance instance, IReadOnlyList<RowWrite> logRows, Action committed)
    {
        var record = instance.Record;
        instance.IsListed = true;
        shard.Write(new InstanceChange(instance.Id, () =>
        {
            shard.Show(record);
            committed();
            instance.TellCommitted();
        })
        {
            Row = instance.ToRow(),
            LogRows = logRows,
            Deletes = instance.TakeLeftovers(),
            Unfinished = true,
        });
    }
}
