namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Who waits for an instance to reach a state.</summary>
internal sealed class InstanceWatches
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<Watch>> watches = new(StringComparer.Ordinal);

    public Watch Add(string id, Func<InstanceRecord, bool> isReached)
    {
        var watch = new Watch(id, isReached, Remove);
        lock (gate)
        {
            if (!watches.TryGetValue(id, out var list))
            {
                watches[id] = list = [];
            }

            list.Add(watch);
        }

        return watch;
    }

    public void Notify(InstanceRecord record)
    {
        lock (gate)
        {
            if (watches.TryGetValue(record.Id, out var list))
            {
                list.ForEach(watch => watch.Look(record));
            }
        }
    }

    private void Remove(Watch watch)
    {
        lock (gate)
        {
            if (watches.TryGetValue(watch.Id, out var list) && list.Remove(watch) && list.Count == 0)
            {
                watches.Remove(watch.Id);
            }
        }
    }
}

/// <summary>One wait; disposing it ends it.</summary>
internal sealed class Watch(string id, Func<InstanceRecord, bool> isReached, Action<Watch> remove) : IDisposable
{
    private readonly TaskCompletionSource<InstanceRecord> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    public Task<InstanceRecord> Reached => source.Task;

    public void Look(InstanceRecord record)
    {
        if (isReached(record))
        {
            source.TrySetResult(record);
        }
    }

    public void Dispose() => remove(this);
}
