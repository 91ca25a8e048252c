using BackOffice.LocalRuntime.Messaging;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>A table behind a bad line: requests get lost on the way, or their answers on the way back.</summary>
internal sealed class FlakyStore(IBrokerStore table) : IBrokerStore
{
    public int LoseRequests { get; set; }

    public int LoseAnswers { get; set; }

    public Task PrepareAsync(CancellationToken cancellationToken) => table.PrepareAsync(cancellationToken);

    public Task<StoredRow?> FindAsync(string partition, string rowKey, CancellationToken cancellationToken)
        => table.FindAsync(partition, rowKey, cancellationToken);

    public Task<IReadOnlyList<StoredRow>> ReadAsync(string partition, CancellationToken cancellationToken)
        => table.ReadAsync(partition, cancellationToken);

    public async Task<string> CommitAsync(string partition, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        if (LoseRequests > 0)
        {
            LoseRequests--;
            throw new IOException("The request was lost.");
        }

        var etag = await table.CommitAsync(partition, changes, cancellationToken);
        if (LoseAnswers > 0)
        {
            LoseAnswers--;
            throw new IOException("The answer was lost.");
        }

        return etag;
    }
}
