using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Something that waits to be played, and whom to tell when it is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Committed">Called after the commit that holds it, or when it is dropped for good.</param>
/// <param name="IsLogged">It stands in the log already, ahead of the episode that will play it.</param>
internal sealed record Arrival(HistoryEvent Event, Action? Committed, bool IsLogged = false);

/// <summary>An orchestration in memory. Only its shard's loop touches it.</summary>
internal sealed class Instance(InstanceRecord record)
{
    private readonly HashSet<int> awaited = [];
    private readonly HashSet<string> seenEvents = new(StringComparer.Ordinal);
    private readonly SortedSet<int> undelivered = [];
    private int highestSent = int.MinValue;

    /// <summary>As of the newest episode, stored or about to be.</summary>
    public InstanceRecord Record { get; set; } = record;

    public string Id => Record.Id;

    public List<HistoryEvent> History { get; } = [];

    public List<Arrival> Inbox { get; } = [];

    /// <summary>Actions of a suspended instance: sent when it resumes (D-43).</summary>
    public List<OrchestratorAction> Held { get; } = [];

    /// <summary>What waits for this id to be free again.</summary>
    public List<Action> WhenGone { get; } = [];

    /// <summary>What waits for the commit on its way.</summary>
    public List<Action> WhenCommitted { get; } = [];

    /// <summary>Rows of an earlier execution, deleted with the next commit.</summary>
    public IReadOnlyList<string> Leftovers { get; set; } = [];

    /// <summary>Frees the place among the starts at work.</summary>
    public Action? Admission { get; set; }

    public int RunningActivities { get; set; }

    public bool IsWriting { get; set; }

    public bool IsQueued { get; set; }

    /// <summary>Its row exists, or is about to.</summary>
    public bool IsStored { get; set; }

    /// <summary>Recovery would load it.</summary>
    public bool IsListed { get; set; }

    /// <summary>Its time has not come (D-45); what arrives meanwhile is logged and not played.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>Before this timestamp a big fan-out collects results instead of replaying.</summary>
    public long NotBefore { get; set; }

    public bool IsPaused { get; set; }

    public bool PlayedLastRound { get; set; }

    public DateTime LastEpisode { get; set; }

    public bool IsDelivered => undelivered.Count == 0;

    /// <summary>Everything up to this number has arrived.</summary>
    public int DeliveredThrough => undelivered.Count == 0 ? highestSent : undelivered.Min - 1;

    public void Await(OrchestratorAction action)
    {
        if (action is not EventSent)
        {
            awaited.Add(action.Id);
        }
    }

    /// <summary>Whether the event is new: a second result of a step, or a second delivery of a message, is not (D-7).</summary>
    public bool Accepts(HistoryEvent entry) => entry switch
    {
        ActionResult result => awaited.Remove(result.Id),
        EventRaised { EventId: { } id } => seenEvents.Add(id),
        _ => true,
    };

    public void Sending(int message)
    {
        undelivered.Add(message);
        highestSent = Math.Max(highestSent, message);
    }

    public bool IsSending(int message) => undelivered.Contains(message);

    public void Delivered(int message) => undelivered.Remove(message);

    public IReadOnlyList<RowWrite> AppendLog(IEnumerable<HistoryEvent> events)
    {
        var tail = Record.Tail + HistoryJson.Write(events);
        if (tail.Length <= InstanceRows.TailLimit)
        {
            Record = Record with { Tail = tail };
            return [];
        }

        var rows = InstanceRows.ToLogRows(Record, tail);
        Record = Record with { Tail = string.Empty, LogRows = Record.LogRows + rows.Count };
        return rows;
    }

    public RowWrite ToRow()
    {
        var row = InstanceRows.ToRow(Record, !IsStored);
        IsStored = true;
        return row;
    }

    public IReadOnlyList<string> TakeLeftovers()
    {
        var rows = Leftovers;
        Leftovers = [];
        return rows;
    }

    /// <summary>Begins a new execution in this id: its results and messages are counted afresh.</summary>
    public void StartOver()
    {
        History.Clear();
        Held.Clear();
        awaited.Clear();
        seenEvents.Clear();
        undelivered.Clear();
        highestSent = int.MinValue;
    }

    public void TellCommitted() => RunAll(WhenCommitted);

    public void TellGone() => RunAll(WhenGone);

    private static void RunAll(List<Action> actions)
    {
        List<Action> now = [.. actions];
        actions.Clear();
        now.ForEach(action => action());
    }
}
