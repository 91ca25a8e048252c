using BackOffice.LocalRuntime.Messaging;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>
/// The table as a process sees it that is killed at one of its commits: before the commit reaches the table, or after it
/// has been written and before the answer arrives. From then on nothing answers any more.
/// </summary>
internal sealed class CuttingStore(MemoryStore table) : IBrokerStore, IDisposable
{
    private readonly CancellationTokenSource killed = new();
    private int commitsLeft = int.MaxValue;
    private bool writesTheLast;

    /// <summary>Cancelled at the moment of the kill.</summary>
    public CancellationToken Killed => killed.Token;

    /// <param name="commit">The commit from now on, counted from 1.</param>
    /// <param name="written">Whether that commit still reaches the table.</param>
    public void KillAt(int commit, bool written) => (commitsLeft, writesTheLast) = (commit, written);

    public Task PrepareAsync(CancellationToken cancellationToken) => table.PrepareAsync(cancellationToken);

    public Task<StoredRow?> FindAsync(string partition, string rowKey, CancellationToken cancellationToken)
        => Alive(() => table.FindAsync(partition, rowKey, cancellationToken));

    public Task<IReadOnlyList<StoredRow>> ReadAsync(string partition, CancellationToken cancellationToken)
        => Alive(() => table.ReadAsync(partition, cancellationToken));

    public async Task<string> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref commitsLeft) != 0)
        {
            return await Alive(() => table.CommitAsync(partition, changes, cancellationToken));
        }

        if (writesTheLast)
        {
            await table.CommitAsync(partition, changes, cancellationToken);
        }

        await killed.CancelAsync();
        throw new IOException("The process is gone.");
    }

    public void Dispose() => killed.Dispose();

    private Task<T> Alive<T>(Func<Task<T>> call) => killed.IsCancellationRequested ? Task.FromException<T>(new IOException("The process is gone.")) : call();
}
