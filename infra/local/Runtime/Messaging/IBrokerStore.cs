namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Where entities are kept: one partition each, written in transactions.</summary>
internal interface IBrokerStore
{
    /// <summary>Makes the store ready; does nothing when it is.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    Task<StoredRow?> FindAsync(string partition, string rowKey, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredRow>> ReadAsync(string partition, CancellationToken cancellationToken);

    /// <summary>All changes or none.</summary>
    /// <returns>The new ETag of the first change.</returns>
    /// <exception cref="StoreConflictException">A row exists, or the ETag of one has moved: nothing was written by this attempt.</exception>
    /// <exception cref="StoreRejectedException">The store will never take this transaction: nothing was written.</exception>
    /// <remarks>After any other exception the transaction may have been written.</remarks>
    Task<string> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken);
}

internal enum RowChangeKind
{
    Insert,
    Merge,
    Replace,
    Delete,
}

/// <summary>One row's part in a transaction; without an ETag the row must merely exist.</summary>
internal sealed record RowChange(RowChangeKind Kind, string RowKey, IReadOnlyDictionary<string, object> Values)
{
    private const int RowOverhead = 700;
    private const int ValueOverhead = 60;

    public string? IfMatch { get; init; }

    /// <summary>What the change takes in a request, rounded up: binary values travel as base64.</summary>
    public int Weight => RowOverhead + Values.Sum(value => ValueOverhead + value.Value switch
    {
        byte[] bytes => bytes.Length * 4 / 3,
        string text => text.Length * 3,
        _ => 0,
    });
}

internal sealed record StoredRow(string RowKey, string ETag, IReadOnlyDictionary<string, object> Values);

internal sealed class StoreConflictException(string message, Exception? innerException = null) : Exception(message, innerException);

internal sealed class StoreRejectedException(string message, Exception? innerException = null) : Exception(message, innerException);
