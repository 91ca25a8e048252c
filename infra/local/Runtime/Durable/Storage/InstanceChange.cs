namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>What one episode changes in the store; committed as a whole.</summary>
/// <param name="InstanceId">The orchestration.</param>
/// <param name="Committed">Called when it is stored.</param>
internal sealed record InstanceChange(string InstanceId, Action Committed)
{
    /// <summary>The instance's row; null when it does not change.</summary>
    public RowWrite? Row { get; init; }

    public IReadOnlyList<RowWrite> LogRows { get; init; } = [];

    public IReadOnlyList<string> Deletes { get; init; } = [];

    /// <summary>Whether recovery must load it.</summary>
    public bool Unfinished { get; init; }

    public int RowCount => LogRows.Count + Deletes.Count + (Row is null ? 0 : 1);

    public int Size => LogRows.Sum(row => row.Size) + (Row?.Size ?? 0) + (Deletes.Count * 200);
}
