using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Plays the episodes that are ready and, once each is stored, lets out what it asked for. Part of its shard's loop.</summary>
internal sealed class EpisodePump(Shard shard, DurableEngine engine)
{
    private readonly TimeProvider clock = engine.Services.Clock;
    private readonly Queue<Instance> ready = new();
    private readonly EpisodeRunner episodes = new(
        new Replayer(engine.Services.Functions, engine.Settings.Replay, engine.Services.Loggers), engine.Services.Clock, engine.Settings.ReplayPause);

    private bool isLastRound;

    /// <summary>From now on each instance plays what has arrived once more, and then no more.</summary>
    public void BeginLastRound(IEnumerable<Instance> instances)
    {
        isLastRound = true;
        foreach (var instance in instances)
        {
            MakeReady(instance);
        }
    }

    public void MakeReady(Instance instance)
    {
        if (!instance.IsQueued && instance.Inbox.Count > 0)
        {
            instance.IsQueued = true;
            ready.Enqueue(instance);
        }
    }

    public void PlayReady()
    {
        while (ready.TryDequeue(out var instance))
        {
            instance.IsQueued = false;
            if (CanPlay(instance))
            {
                Play(instance);
            }
        }
    }

    private bool CanPlay(Instance instance)
    {
        if (instance.IsWriting || instance.IsScheduled || instance.Inbox.Count == 0 || (isLastRound && instance.PlayedLastRound))
        {
            return false;
        }

        instance.PlayedLastRound = isLastRound;
        var pause = clock.GetElapsedTime(clock.GetTimestamp(), instance.NotBefore);
        if (isLastRound || instance.RunningActivities == 0 || pause < TimeSpan.FromMilliseconds(2))
        {
            return true;
        }

        // Replay is from the start: pausing in proportion keeps a fan-out of n at O(n) work.
        if (!instance.IsPaused)
        {
            instance.IsPaused = true;
            shard.Alarms.At(shard.Now + pause, () =>
            {
                instance.IsPaused = false;
                MakeReady(instance);
            });
        }

        return false;
    }

    private void Play(Instance instance)
    {
        var episode = episodes.Run(instance);
        var isLast = episode.Outcome.Completed is not null;
        var record = instance.Record;
        instance.IsWriting = true;
        instance.IsListed = !isLast || record.Parent is not null || !instance.IsDelivered || SendsMore(episode);
        shard.Write(new InstanceChange(instance.Id, () => Committed(episode, record))
        {
            Row = instance.ToRow(),
            LogRows = episode.LogRows,
            Deletes = episode.Deletes,
            Unfinished = instance.IsListed,
        });
    }

    private static bool SendsMore(Episode episode)
        => episode.Outcome.Actions.Count > 0 || episode.Arrivals.Any(arrival => arrival.Event is ExecutionTerminated { Recursive: true });

    private void Committed(Episode episode, InstanceRecord record)
    {
        var instance = episode.Instance;
        instance.IsWriting = false;
        shard.Show(record);
        if (episode.Outcome.Completed is { } completed)
        {
            Finish(instance, episode, completed);
        }
        else
        {
            SendOut(instance, episode);
        }

        // Told after timers are set and messages sent: who is told may look at once.
        foreach (var arrival in episode.Arrivals)
        {
            arrival.Committed?.Invoke();
        }

        instance.TellCommitted();
        engine.Watches.Notify(record);
        if (episode.Outcome.Completed is not null)
        {
            shard.TryLeave(instance);
            return;
        }

        if (instance.RunningActivities == 0 && instance.Inbox.Count == 0)
        {
            instance.Admission?.Invoke();
        }

        MakeReady(instance);
    }

    private void SendOut(Instance instance, Episode episode)
    {
        if (episode.Outcome.Next is not null)
        {
            foreach (var forwarded in instance.Inbox.Select(arrival => arrival.Event).OfType<EventForwarded>())
            {
                shard.Outbound.Send(instance, forwarded);
            }
        }
        else if (episode.Outcome.IsSuspended)
        {
            instance.Held.AddRange(episode.Outcome.Actions);
        }
        else
        {
            List<OrchestratorAction> held = [.. instance.Held];
            instance.Held.Clear();
            shard.Outbound.Send(instance, held.Concat(episode.Outcome.Actions));
        }
    }

    private void Finish(Instance instance, Episode episode, ExecutionCompleted completed)
    {
        if (completed.Failure is { } failure)
        {
            Log.Failed(shard.Logger, instance.Id, instance.Record.Name, failure.Type);
        }

        foreach (var arrival in instance.Inbox)
        {
            arrival.Committed?.Invoke();
        }

        instance.Inbox.Clear();
        shard.Outbound.Send(instance, episode.Outcome.Actions.OfType<EventSent>());
        shard.Outbound.SendEnd(instance, completed);
    }
}
