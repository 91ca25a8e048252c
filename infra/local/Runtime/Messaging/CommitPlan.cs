namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The changes that one commit writes, and what they come to.</summary>
internal sealed class CommitPlan
{
    private const int CleanUpLimit = 20;

    private readonly long firstSequenceNumber;
    private readonly List<PendingChange> changes = [];
    private readonly List<RowChange> rows = [];
    private readonly List<RowChange> atPublication = [];
    private readonly HashSet<UInt128> newIds = [];
    private readonly HashSet<string> sharedRows = [];
    private RowChange? historyRow;
    private int historyRowsDropped;
    private int reservedRows;
    private int reservedWeight;

    public CommitPlan(long firstSequenceNumber, DateTimeOffset now)
    {
        this.firstSequenceNumber = firstSequenceNumber;
        NextSequenceNumber = firstSequenceNumber;
        Now = now;
    }

    public DateTimeOffset Now { get; }

    public long NextSequenceNumber { get; private set; }

    public IReadOnlyList<PendingChange> Changes => changes;

    public IReadOnlyList<RowChange> Rows => rows;

    /// <summary>What must not be written before all of the plan's messages count.</summary>
    public IReadOnlyList<RowChange> RowsAtPublication => atPublication;

    public bool IsEmpty => rows.Count == 0 && atPublication.Count == 0;

    /// <summary>Whether a change fits beside those already in; one alone always does, it is then spread (EntityLog).</summary>
    public bool HasRoomFor(PendingChange change)
        => changes.Count == 0
            || (reservedRows + change.MaxRows < EntityLog.RowLimit
                && reservedWeight + change.MaxWeight <= EntityLog.WeightLimit
                && !(change.SharedRow is { } shared && sharedRows.Contains(shared)));

    public void Add(PendingChange change)
    {
        reservedRows += change.MaxRows;
        reservedWeight += change.MaxWeight;
        if (change.SharedRow is { } shared)
        {
            sharedRows.Add(shared);
        }

        changes.Add(change);
        change.Plan(this);
    }

    public long TakeSequenceNumber() => NextSequenceNumber++;

    public void Write(RowChange row) => rows.Add(row);

    public void WriteAtPublication(RowChange row) => atPublication.Add(row);

    /// <returns>False when the id is already in this very commit.</returns>
    public bool TryRemember(UInt128 id) => newIds.Add(id);

    /// <summary>Adds the row of the ids taken, and deletes as many expired ones as there is room for.</summary>
    public void Close(DuplicateHistory? history)
    {
        if (history is null || (IsEmpty && newIds.Count == 0))
        {
            return;
        }

        if (newIds.Count > 0)
        {
            historyRow = history.Row(firstSequenceNumber, newIds, Now);
            rows.Add(historyRow);
        }

        var expired = history.Expired(Now, Math.Min(CleanUpLimit, EntityLog.RowLimit - rows.Count - atPublication.Count));
        rows.AddRange(expired.Select(MessageRow.Delete));
        historyRowsDropped = expired.Count;
    }

    /// <summary>After the commit: brings the process's view up to what the table now says.</summary>
    public void Apply(DuplicateHistory? history)
    {
        history?.Forget(historyRowsDropped);
        if (historyRow is not null)
        {
            history?.Add(historyRow.RowKey, historyRow.Values);
        }

        foreach (var change in changes)
        {
            change.Apply(this);
        }
    }
}
