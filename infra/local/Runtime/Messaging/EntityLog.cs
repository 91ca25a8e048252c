using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// The committed state of one entity's partition. Every transaction moves the head row under its ETag, so a second
/// broker on the same table is shut out, and a transaction whose answer was lost is found by its commit number.
/// </summary>
internal sealed class EntityLog(IBrokerStore store, RowKeys keys, TimeProvider time, ILogger logger)
{
    /// <summary>Rows of one transaction beside the head: Azure takes 100.</summary>
    public const int RowLimit = 98;

    /// <summary>Azure takes 4 MiB; the rest is for what the estimate does not see.</summary>
    public const int WeightLimit = 2_800_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string writer = Guid.NewGuid().ToString("N");
    private Head head = new(0, 1, string.Empty);
    private string etag = string.Empty;

    /// <summary>Rows of messages and of their ids from this sequence number on are parts of a send that was never finished.</summary>
    public long Published => head.Published;

    /// <summary>Takes the partition over, then reads it: after the first step nobody else can change it.</summary>
    public async Task<IReadOnlyList<StoredRow>> OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(keys.Partition, keys.Head, cancellationToken);
        var (kind, previous) = stored is null ? (RowChangeKind.Insert, head) : (RowChangeKind.Replace, Head.Of(stored));
        (head, etag) = (previous, stored?.ETag ?? string.Empty);
        await CommitOneAsync(kind, [], previous.Published, cancellationToken);
        return await store.ReadAsync(keys.Partition, cancellationToken);
    }

    /// <summary>
    /// Writes the rows in one transaction. A send too large for one is spread over several, and its messages count from the
    /// last one on, which publishes them all.
    /// </summary>
    /// <param name="rows">The rows, in any order.</param>
    /// <param name="atPublication">Rows that belong into the last transaction.</param>
    /// <param name="published">The next free sequence number after this commit.</param>
    /// <param name="cancellationToken">Ends the attempts; what has been written is then unknown.</param>
    public async Task CommitAsync(IReadOnlyList<RowChange> rows, IReadOnlyList<RowChange> atPublication, long published, CancellationToken cancellationToken)
    {
        var parts = Split(rows);
        if (parts[^1].Count + atPublication.Count > RowLimit || parts[^1].Concat(atPublication).Sum(row => row.Weight) > WeightLimit)
        {
            parts.Add([]);
        }

        parts[^1].AddRange(atPublication);
        foreach (var staged in parts[..^1])
        {
            await CommitOneAsync(RowChangeKind.Replace, staged, head.Published, cancellationToken);
        }

        await CommitOneAsync(RowChangeKind.Replace, parts[^1], published, cancellationToken);
    }

    private static List<List<RowChange>> Split(IReadOnlyList<RowChange> rows)
    {
        List<List<RowChange>> parts = [[]];
        var weight = 0;
        foreach (var row in rows)
        {
            if (parts[^1].Count == RowLimit || weight + row.Weight > WeightLimit)
            {
                parts.Add([]);
                weight = 0;
            }

            parts[^1].Add(row);
            weight += row.Weight;
        }

        return parts;
    }

    private async Task CommitOneAsync(RowChangeKind kind, List<RowChange> rows, long published, CancellationToken cancellationToken)
    {
        var next = new Head(head.Commit + 1, published, writer);
        var change = new RowChange(kind, keys.Head, next.Values) { IfMatch = kind == RowChangeKind.Insert ? null : etag };
        List<RowChange> transaction = [change, .. rows];
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                etag = await store.CommitAsync(keys.Partition, transaction, cancellationToken);
                head = next;
                return;
            }
            catch (StoreConflictException conflict)
            {
                // A repetition of an attempt that was written after all, or somebody else's head; anything else never resolves.
                if (await AskAsync(next, cancellationToken) == Outcome.NotWritten)
                {
                    throw new StoreRejectedException("A row that the entity is about to insert is there already.", conflict);
                }
            }
            catch (Exception failure) when (failure is not StoreRejectedException && !cancellationToken.IsCancellationRequested)
            {
                MessagingLog.CommitUncertain(logger, keys.Partition, next.Commit, failure);
                await AskAsync(next, cancellationToken);
            }

            if (head == next)
            {
                return;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Asks the head row what became of a transaction. Unless it was written, the very same one may be tried again.</summary>
    private async Task<Outcome> AskAsync(Head next, CancellationToken cancellationToken)
    {
        StoredRow? stored;
        try
        {
            stored = await store.FindAsync(keys.Partition, keys.Head, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            MessagingLog.CommitUncertain(logger, keys.Partition, next.Commit, failure);
            return Outcome.Unknown;
        }

        if (stored is not null && Head.Of(stored) == next)
        {
            (etag, head) = (stored.ETag, next);
            return Outcome.Written;
        }

        if ((stored?.ETag ?? string.Empty) == etag)
        {
            return Outcome.NotWritten;
        }

        throw new ServiceBusException(
            $"Another process has taken over the entity '{keys.Partition}'. One app at a time runs on a storage account.",
            ServiceBusFailureReason.ServiceCommunicationProblem,
            keys.Partition);
    }

    private enum Outcome
    {
        Unknown,
        Written,
        NotWritten,
    }

    private sealed record Head(long Commit, long Published, string Writer)
    {
        public IReadOnlyDictionary<string, object> Values => new Dictionary<string, object>
        {
            [nameof(Commit)] = Commit,
            [nameof(Published)] = Published,
            [nameof(Writer)] = Writer,
        };

        public static Head Of(StoredRow row)
            => new((long)row.Values[nameof(Commit)], (long)row.Values[nameof(Published)], (string)row.Values[nameof(Writer)]);
    }
}
