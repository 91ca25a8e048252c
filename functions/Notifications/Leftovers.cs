namespace BackOffice.Notifications;

/// <summary>What is still pending in an outbox since before an instant.</summary>
/// <param name="Table">Of the outbox rows.</param>
/// <param name="Partition">Of one partition; of all when null.</param>
/// <param name="Before">What was written later is on its way.</param>
internal sealed record Leftovers(string Table, string? Partition, DateTimeOffset Before)
{
    /// <summary>How many are sent at once; the others are older next time.</summary>
    public int Most { get; init; } = 10_000;
}
