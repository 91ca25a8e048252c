using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Brings the unfinished instances of a shard back to where their last commit left them. It reads by key only.</summary>
internal sealed class Recovery(Shard shard, IEngineStore store)
{
    private const int ReadsAtOnce = 16;

    private readonly List<Instance> loaded = [];

    /// <summary>Takes the shard and loads its instances; nothing runs yet.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> LoadAsync(CancellationToken cancellationToken)
    {
        await shard.Writer.OpenAsync(shard.Settings.Shards, cancellationToken);
        foreach (var ids in shard.Writer.Unfinished.Chunk(ReadsAtOnce))
        {
            var instances = await Task.WhenAll(ids.Select(id => shard.Retry.ReadAsync(() => LoadAsync(id, cancellationToken), cancellationToken)));
            loaded.AddRange(instances);
        }

        foreach (var instance in loaded)
        {
            shard.Add(instance);
            shard.Show(instance.Record);
        }

        return loaded.Count;
    }

    /// <summary>Sends again what may not have arrived and plays what waits; all shards have loaded before.</summary>
    public void Resume() => shard.Post(() => loaded.ForEach(Resume));

    private async Task<Instance> LoadAsync(string id, CancellationToken cancellationToken)
    {
        var record = await LogReader.ReadInstanceAsync(store, shard.Number, id, cancellationToken)
            ?? throw new InvalidOperationException($"The row of the unfinished orchestration '{id}' is missing.");
        var history = await LogReader.ReadAsync(store, shard.Number, record, cancellationToken);
        var instance = new Instance(record) { IsListed = true, IsStored = true };
        if (history is [OrchestratorStarted, ..])
        {
            Remember(instance, history);
        }
        else
        {
            // No episode yet: a start in the future, or a new generation.
            instance.Inbox.AddRange(history.Select(entry => new Arrival(entry, null, IsLogged: true)));
        }

        return instance;
    }

    private static void Remember(Instance instance, List<HistoryEvent> history)
    {
        instance.History.AddRange(history);
        instance.Held.AddRange(OpenActions.HeldIn(history));
        instance.LastEpisode = history.OfType<OrchestratorStarted>().Last().At;
        foreach (var action in OpenActions.Of(history))
        {
            instance.Await(action);
        }

        foreach (var raised in history.OfType<EventRaised>())
        {
            instance.Accepts(raised);
        }
    }

    private void Resume(Instance instance)
    {
        var entries = instance.History.Concat(instance.Inbox.Select(arrival => arrival.Event)).ToList();
        foreach (var forwarded in entries.OfType<EventForwarded>())
        {
            shard.Outbound.Send(instance, forwarded);
        }

        if (instance.Record.IsFinished)
        {
            shard.Outbound.Send(instance, instance.History.OfType<EventSent>());
            shard.Outbound.SendEnd(instance, instance.History.OfType<ExecutionCompleted>().Last());
            shard.TryLeave(instance);
            return;
        }

        shard.Outbound.Send(instance, OpenActions.Of(instance.History).Except(instance.Held).ToList());
        if (instance.Record.ScheduledStart > shard.Now && instance.Inbox.Count > 0)
        {
            instance.IsScheduled = true;
            shard.Scheduled.SetAlarm(instance);
        }

        shard.Episodes.MakeReady(instance);
    }
}
