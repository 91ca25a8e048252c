using BackOffice.LocalRuntime.Durable.Storage;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>A store that goes away for good at its n-th commit: before it, or after it with the answer lost.</summary>
internal sealed class CrashingStore(IEngineStore inner, int crashAt, bool applied) : IEngineStore
{
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int commits;

    public Task Died => died.Task;

    public Task CreateAsync(CancellationToken cancellationToken) => inner.CreateAsync(cancellationToken);

    public Task<StoredRow?> ReadAsync(int shard, string key, CancellationToken cancellationToken)
        => Guard(() => inner.ReadAsync(shard, key, cancellationToken));

    public Task<IReadOnlyList<StoredRow>> ListAsync(int shard, KeyRange range, CancellationToken cancellationToken)
        => Guard(() => inner.ListAsync(shard, range, cancellationToken));

    public async Task<string> CommitAsync(int shard, Commit commit, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref commits) == crashAt)
        {
            if (applied)
            {
                await inner.CommitAsync(shard, commit, cancellationToken);
            }

            died.TrySetResult();
        }

        return await Guard(() => inner.CommitAsync(shard, commit, cancellationToken));
    }

    private Task<T> Guard<T>(Func<Task<T>> call) => died.Task.IsCompleted ? Task.FromException<T>(new IOException("The store is gone.")) : call();
}
