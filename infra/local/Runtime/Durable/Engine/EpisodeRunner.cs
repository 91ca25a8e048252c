using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>One episode that has been played and waits for its commit.</summary>
internal sealed record Episode(Instance Instance, IReadOnlyList<Arrival> Arrivals, EpisodeOutcome Outcome)
{
    /// <summary>The execution that was played; ContinueAsNew has begun another by now.</summary>
    public required string ExecutionId { get; init; }

    public IReadOnlyList<RowWrite> LogRows { get; init; } = [];

    public IReadOnlyList<string> Deletes { get; init; } = [];
}

/// <summary>Plays what has arrived for an instance and brings its record and its log up to date.</summary>
internal sealed class EpisodeRunner(Replayer replayer, TimeProvider clock, int replayPause)
{
    public Episode Run(Instance instance)
    {
        List<Arrival> arrivals = [.. instance.Inbox];
        instance.Inbox.Clear();
        instance.IsScheduled = false;
        var episode = new OrchestratorStarted(Now(instance));
        List<HistoryEvent> arrived = [episode, .. arrivals.Select(arrival => arrival.Event)];

        var began = clock.GetTimestamp();
        var outcome = replayer.Run(instance.Id, instance.History, arrived);
        instance.NotBefore = clock.GetTimestamp() + ((clock.GetTimestamp() - began) * replayPause);

        var executionId = instance.Record.ExecutionId;
        Describe(instance, arrivals, outcome, new DateTimeOffset(episode.At));
        var unlogged = arrivals.Where(arrival => !arrival.IsLogged).Select(arrival => arrival.Event);
        return outcome.Next is { } next
            ? Renew(instance, next, new Episode(instance, arrivals, outcome) { ExecutionId = executionId })
            : new Episode(instance, arrivals, outcome)
            {
                ExecutionId = executionId,
                LogRows = Extend(instance, [episode, .. unlogged], arrived, outcome),
                Deletes = instance.TakeLeftovers(),
            };
    }

    private static IReadOnlyList<RowWrite> Extend(
        Instance instance, IEnumerable<HistoryEvent> unlogged, List<HistoryEvent> played, EpisodeOutcome outcome)
    {
        List<HistoryEvent> added = [.. outcome.Actions];
        if (outcome.Completed is { } completed)
        {
            added.Add(completed);
        }

        foreach (var action in outcome.Actions)
        {
            instance.Await(action);
        }

        instance.History.AddRange(played);
        instance.History.AddRange(added);
        return instance.AppendLog(unlogged.Concat(added));
    }

    // A new generation begins with its start, the events carried over, and the messages the old one's last step has to send.
    private static Episode Renew(Instance instance, NextGeneration next, Episode episode)
    {
        var old = instance.Record;
        var executionId = Guid.NewGuid().ToString("N");
        var version = next.Version ?? old.Version;
        var started = new ExecutionStarted(old.Name, version, next.Input, executionId) { Parent = old.Parent };
        List<HistoryEvent> first = [started, .. Forward(instance, episode), .. next.Carried];
        instance.Record = old with
        {
            ExecutionId = executionId,
            Version = version,
            Input = next.Input,
            LogRows = 0,
            Tail = string.Empty,
            DeliveredThrough = int.MinValue,
        };
        instance.StartOver();
        instance.Inbox.AddRange(first.Select(entry => new Arrival(entry, null, IsLogged: true)));
        return episode with { LogRows = instance.AppendLog(first), Deletes = [.. instance.TakeLeftovers(), .. InstanceRows.LogKeys(old)] };
    }

    // The old log goes, so the messages that have not arrived yet come along.
    private static IReadOnlyList<EventForwarded> Forward(Instance instance, Episode episode)
    {
        List<(string InstanceId, EventRaised Raised)> unsent =
        [
            .. instance.History.OfType<EventForwarded>().Where(entry => instance.IsSending(entry.Id)).Select(entry => (entry.InstanceId, entry.Raised)),
            .. instance.History.OfType<EventSent>().Where(entry => instance.IsSending(entry.Id))
                .Concat(episode.Outcome.Actions.OfType<EventSent>())
                .Select(entry => (entry.InstanceId, Outbound.EventOf(entry, episode.ExecutionId))),
        ];
        return [.. unsent.Select((entry, index) => new EventForwarded(index - unsent.Count, entry.InstanceId, entry.Raised))];
    }

    private static void Describe(Instance instance, IReadOnlyList<Arrival> arrivals, EpisodeOutcome outcome, DateTimeOffset now)
    {
        var record = instance.Record;
        foreach (var arrival in arrivals)
        {
            record = arrival.Event switch
            {
                ExecutionSuspended suspended => record with { Output = suspended.Reason },
                ExecutionResumed resumed => record with { Output = resumed.Reason },
                _ => record,
            };
        }

        var status = outcome.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running;
        instance.Record = record with
        {
            Status = outcome.Completed?.Status ?? status,
            Output = outcome.Completed is { } completed ? completed.Output : record.Output,
            Failure = outcome.Completed?.Failure,
            CustomStatus = outcome.CustomStatus ?? record.CustomStatus,
            UpdatedAt = now,
            DeliveredThrough = Math.Max(record.DeliveredThrough, instance.DeliveredThrough),
        };
    }

    // The clock of the machine may be set back; an orchestration's never runs backwards.
    private DateTime Now(Instance instance)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        instance.LastEpisode = now > instance.LastEpisode ? now : instance.LastEpisode;
        return instance.LastEpisode;
    }
}
