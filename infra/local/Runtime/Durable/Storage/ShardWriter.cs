using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>
/// The only writer of a shard. Its right to write is the head's ETag: it took the shard with a new epoch, and whoever takes
/// it after has a newer one. A commit whose answer is lost is looked up by its number before it is tried again.
/// </summary>
internal sealed class ShardWriter(int shard, IEngineStore store, TimeProvider clock, ILogger logger)
{
    private const int MaxRows = 98;
    private const int MaxSize = 2_500_000;

    private readonly StoreRetry retry = new(shard, clock, logger);
    private readonly UnfinishedList unfinished = new();
    private readonly string owner = Guid.NewGuid().ToString("N");
    private string? etag;
    private long commits;

    public IReadOnlyList<string> Unfinished => [.. unfinished.Ids];

    /// <summary>How many of the waiting changes fit into one commit; one always does, in stages if it must.</summary>
    public static int CountThatFits(IReadOnlyList<InstanceChange> changes)
    {
        var rows = 0;
        var size = 0;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < changes.Count; index++)
        {
            rows += changes[index].RowCount;
            size += changes[index].Size;

            // A transaction has each row once (TS-30).
            if ((index > 0 && (rows > MaxRows || size > MaxSize)) || !ids.Add(changes[index].InstanceId))
            {
                return index;
            }
        }

        return changes.Count;
    }

    /// <summary>Takes the shard from whoever had it, and says in its head how many there are.</summary>
    public async Task OpenAsync(int shards, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            var head = await retry.ReadAsync(() => store.ReadAsync(shard, EngineKeys.Head(shard), cancellationToken), cancellationToken);
            if (head is not null && (string)head.Values["Owner"] == owner)
            {
                etag = head.ETag;
                return;
            }

            if (head is not null)
            {
                unfinished.Load(head);
                commits = (long)head.Values["Commit"];
            }

            var epoch = head is null ? 1 : (long)head.Values["Epoch"] + 1;
            try
            {
                var values = new Dictionary<string, object>([RecordedShards.Of(shards)]) { ["Owner"] = owner, ["Epoch"] = epoch, ["Commit"] = commits };
                etag = await store.CommitAsync(shard, new Commit(values, head?.ETag, [], []), cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await retry.WaitAsync(exception, failures, cancellationToken);
            }
        }
    }

    /// <exception cref="FencedException">Another app has the shard.</exception>
    public async Task WriteAsync(IReadOnlyList<InstanceChange> changes, CancellationToken cancellationToken)
    {
        List<RowWrite> logs = [.. changes.SelectMany(change => change.LogRows)];
        List<RowWrite> rows = [.. changes.Where(change => change.Row is not null).Select(change => change.Row!)];
        List<string> deletes = [.. changes.SelectMany(change => change.Deletes)];
        if (changes.Sum(change => change.RowCount) > MaxRows || changes.Sum(change => change.Size) > MaxSize)
        {
            // Rows that nothing refers to until the instance's row, in the last of these commits, counts them.
            await StageAsync(logs, cancellationToken);
            logs = [];
        }

        var later = deletes.Skip(MaxRows - rows.Count).ToList();
        var head = new Dictionary<string, object>();
        unfinished.Apply(changes, head);
        await CommitAsync(head, [.. logs, .. rows], [.. deletes.Take(MaxRows - rows.Count)], cancellationToken);
        foreach (var some in later.Chunk(MaxRows))
        {
            await CommitAsync([], [], some, cancellationToken);
        }
    }

    private async Task StageAsync(List<RowWrite> rows, CancellationToken cancellationToken)
    {
        var stage = new List<RowWrite>();
        foreach (var fresh in rows)
        {
            var row = fresh with { IsNew = !await ExistsAsync(fresh.Key, cancellationToken) };
            if (stage.Count == MaxRows || stage.Sum(other => other.Size) + row.Size > MaxSize)
            {
                await CommitAsync([], [.. stage], [], cancellationToken);
                stage.Clear();
            }

            stage.Add(row);
        }

        await CommitAsync([], [.. stage], [], cancellationToken);
    }

    // A run that was killed between the stages of this very episode has left some of them behind.
    private async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
        => await retry.ReadAsync(() => store.ReadAsync(shard, key, cancellationToken), cancellationToken) is not null;

    private async Task CommitAsync(
        Dictionary<string, object> head, IReadOnlyList<RowWrite> writes, IReadOnlyList<string> deletes, CancellationToken cancellationToken)
    {
        commits++;
        head["Commit"] = commits;
        for (var failures = 0; ; failures++)
        {
            Exception? refusal = null;
            try
            {
                etag = await store.CommitAsync(shard, new Commit(head, etag, writes, deletes), cancellationToken);
                return;
            }
            catch (CommitRefusedException exception)
            {
                refusal = exception;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await retry.WaitAsync(exception, failures, cancellationToken);
            }

            if (await WasAppliedAsync(cancellationToken))
            {
                return;
            }

            if (refusal is not null)
            {
                throw refusal;
            }
        }
    }

    private async Task<bool> WasAppliedAsync(CancellationToken cancellationToken)
    {
        var head = await retry.ReadAsync(() => store.ReadAsync(shard, EngineKeys.Head(shard), cancellationToken), cancellationToken);
        if (head is null || (string)head.Values["Owner"] != owner)
        {
            throw new FencedException(shard);
        }

        etag = head.ETag;
        return (long)head.Values["Commit"] == commits;
    }
}
