using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Creates and purges the instances of a shard. Who comes for an id that is being looked up or removed waits.</summary>
internal sealed class InstanceRegistry(Shard shard, IEngineStore store)
{
    private readonly Dictionary<string, List<Action>> busy = new(StringComparer.Ordinal);
    private readonly InstancePurge purge = new(shard, store);

    public bool IsBusy(string id) => busy.ContainsKey(id);

    public void WhenFree(string id, Action action) => busy[id].Add(action);

    public void Start(StartRequest request)
    {
        var id = request.Record.Id;
        if (IsBusy(id))
        {
            WhenFree(id, () => Start(request));
        }
        else if (shard.Find(id) is { } instance)
        {
            StartOver(instance, request);
        }
        else if (request.IsNewId)
        {
            Create(request, null);
        }
        else
        {
            Look(id, stored => StartBeside(stored, request));
        }
    }

    public void Purge(PurgeRequest request)
    {
        var id = request.InstanceId;
        if (IsBusy(id))
        {
            WhenFree(id, () => Purge(request));
        }
        else if (shard.Find(id) is { } instance)
        {
            PurgeActive(instance, request);
        }
        else
        {
            Look(id, stored => PurgeStored(stored, request));
        }
    }

    /// <summary>Reads a finished instance; meanwhile the id is busy.</summary>
    private void Look(string id, Action<InstanceRecord?> then)
    {
        busy[id] = [];
        _ = LookAsync(id, then);
    }

    private async Task LookAsync(string id, Action<InstanceRecord?> then)
    {
        var token = shard.Stopping;
        try
        {
            var row = await shard.Retry.ReadAsync(() => store.ReadAsync(shard.Number, EngineKeys.Instance(id), token), token);
            shard.Post(() =>
            {
                Free(id, () => then(row is null ? null : InstanceRows.FromRow(id, row)));
            });
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The engine stops; whoever waits is told so by the engine.
        }
    }

    private void Free(string id, Action first)
    {
        var waiting = busy[id];
        busy.Remove(id);
        first();
        waiting.ForEach(action => action());
    }

    private void StartOver(Instance instance, StartRequest request)
    {
        var current = instance.Record;
        if (instance.IsWriting || !instance.IsStored)
        {
            // Refused or not depends on what is stored in the end.
            instance.WhenCommitted.Add(() => Start(request));
        }
        else if (IsSameChild(current, request.Record))
        {
            request.Done(null);
        }
        else if (request.Dedupe.Contains(current.Status))
        {
            request.Done(new OrchestrationAlreadyExistsException(current.Id, current.Status));
        }
        else if (request.Record.Parent is not null && !current.IsFinished)
        {
            Log.StartDropped(shard.Logger, current.Id);
            request.Done(null);
        }
        else
        {
            // The state that is about to be made is no reason to refuse.
            var replacing = request with { Dedupe = request.Dedupe.Where(status => status != OrchestrationRuntimeStatus.Terminated).ToHashSet() };
            instance.WhenGone.Add(() => Start(replacing));
            shard.Receive(new Message(current.Id, new ExecutionTerminated("Replaced by a new instance", false), () => { }));
        }
    }

    private void StartBeside(InstanceRecord? stored, StartRequest request)
    {
        if (stored is null)
        {
            Create(request, null);
        }
        else if (IsSameChild(stored, request.Record))
        {
            request.Done(null);
        }
        else if (request.Dedupe.Contains(stored.Status))
        {
            request.Done(new OrchestrationAlreadyExistsException(stored.Id, stored.Status));
        }
        else
        {
            Create(request, stored);
        }
    }

    private void Create(StartRequest request, InstanceRecord? previous)
    {
        var record = request.Record;
        var instance = new Instance(record)
        {
            Admission = request.Admission,
            IsStored = previous is not null,
            Leftovers = previous is null ? [] : InstanceRows.LogKeys(previous),
        };
        var started = new ExecutionStarted(record.Name, record.Version, record.Input, record.ExecutionId) { Parent = record.Parent };
        instance.Inbox.Add(new Arrival(started, () => request.Done(null)));
        shard.Add(instance);
        if (record.ScheduledStart > shard.Now)
        {
            shard.Scheduled.Add(instance);
        }
        else
        {
            shard.Episodes.MakeReady(instance);
        }
    }

    private void PurgeActive(Instance instance, PurgeRequest request)
    {
        if (instance.Record.IsFinished)
        {
            instance.WhenGone.Add(() => Purge(request));
        }
        else
        {
            request.Done(new PurgeAnswer(false, [], NotFinished(instance.Record)));
        }
    }

    private void PurgeStored(InstanceRecord? stored, PurgeRequest request)
    {
        if (stored is null)
        {
            request.Done(new PurgeAnswer(false, []));
            return;
        }

        busy[stored.Id] = [];
        _ = purge.RunAsync(stored, request.WithChildren, children => Free(stored.Id, () => request.Done(new PurgeAnswer(true, children))));
    }

    private static bool IsSameChild(InstanceRecord one, InstanceRecord other)
        => other.Parent is { } parent && one.Parent is { } known && parent.ExecutionId == known.ExecutionId && parent.TaskId == known.TaskId;

    private static InvalidOperationException NotFinished(InstanceRecord record)
        => new($"The orchestration '{record.Id}' is {record.Status}: only a finished one can be purged.");
}
