namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>
/// Where the engine keeps its rows: a few partitions (shards), each with one head row that every commit replaces under its
/// ETag. Whoever holds a shard's newest ETag is its only writer.
/// </summary>
internal interface IEngineStore
{
    /// <summary>Creates what the rows live in; a second call finds it there.</summary>
    Task CreateAsync(CancellationToken cancellationToken);

    /// <returns>The row, or null.</returns>
    Task<StoredRow?> ReadAsync(int shard, string key, CancellationToken cancellationToken);

    /// <summary>Writes all or nothing.</summary>
    /// <returns>The head's new ETag.</returns>
    /// <exception cref="Exception">Nothing was written, or everything was and the answer is lost: read the head to know.</exception>
    Task<string> CommitAsync(int shard, Commit commit, CancellationToken cancellationToken);

    /// <summary>Rows of one shard in the order of their keys, from one key (exclusive) to another (exclusive).</summary>
    Task<IReadOnlyList<StoredRow>> ListAsync(int shard, KeyRange range, CancellationToken cancellationToken);
}

/// <param name="After">Exclusive.</param>
/// <param name="Before">Exclusive.</param>
/// <param name="Take">At most so many rows.</param>
internal sealed record KeyRange(string After, string Before, int Take);

/// <summary>A row as it was read. Values are string, long, byte[] or DateTimeOffset.</summary>
internal sealed record StoredRow(string Key, string ETag, IReadOnlyDictionary<string, object> Values);

/// <summary>A row to insert, or to replace as a whole.</summary>
internal sealed record RowWrite(string Key, IReadOnlyDictionary<string, object> Values)
{
    /// <summary>It must not exist; else it must.</summary>
    public bool IsNew { get; init; }

    /// <summary>About what the row takes in a request.</summary>
    public int Size { get; } = Values.Sum(pair => pair.Key.Length + SizeOf(pair.Value)) + Key.Length + 200;

    private static int SizeOf(object value) => value switch
    {
        // A quote takes six bytes in a request at worst; payloads are JSON, so quotes are plenty.
        string text => text.Length + (5 * text.AsSpan().Count('"')),
        byte[] bytes => bytes.Length * 4 / 3,
        _ => 60,
    };
}

/// <param name="Head">The properties of the head row that change; the others stay.</param>
/// <param name="HeadETag">The ETag the head must have; null when the head must not exist.</param>
/// <param name="Writes">Rows to insert or replace.</param>
/// <param name="Deletes">Keys of rows that exist.</param>
internal sealed record Commit(
    IReadOnlyDictionary<string, object> Head,
    string? HeadETag,
    IReadOnlyList<RowWrite> Writes,
    IReadOnlyList<string> Deletes);

/// <summary>The store will never take this commit: a row is too large, or a key is not one. Trying again is useless.</summary>
internal sealed class CommitRefusedException(string message, Exception innerException) : Exception(message, innerException);

/// <summary>Another app has taken the shard: this one must stop (its writes are refused, so nothing is corrupted).</summary>
internal sealed class FencedException(int shard)
    : Exception($"Another app works on the same task hub: it has taken shard {shard}. Only one app may run on a storage account and hub; this one stops.");
