using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>A store whose every second commit fails, in turn before it is applied and with its answer lost.</summary>
internal sealed class FlakyStore(IEngineStore inner) : IEngineStore
{
    private int commits;

    public int Lost { get; private set; }

    public Task CreateAsync(CancellationToken cancellationToken) => inner.CreateAsync(cancellationToken);

    public Task<StoredRow?> ReadAsync(int shard, string key, CancellationToken cancellationToken) => inner.ReadAsync(shard, key, cancellationToken);

    public Task<IReadOnlyList<StoredRow>> ListAsync(int shard, KeyRange range, CancellationToken cancellationToken)
        => inner.ListAsync(shard, range, cancellationToken);

    public async Task<string> CommitAsync(int shard, Commit commit, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref commits);
        if (number % 4 == 1)
        {
            throw new IOException("The connection was refused.");
        }

        var etag = await inner.CommitAsync(shard, commit, cancellationToken);
        if (number % 4 == 3)
        {
            Lost++;
            throw new IOException("The connection was lost before the answer came.");
        }

        return etag;
    }
}
