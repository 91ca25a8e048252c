namespace BackOffice.Payroll;

/// <summary>Lets as many shards be worked on at once as there are cores: each holds a thousand people in memory, and is what a crash makes us do again.</summary>
public sealed class ShardGate : IDisposable
{
    private readonly SemaphoreSlim places = new(Environment.ProcessorCount);

    /// <summary>Waits for a place, which is free again when the answer is disposed of.</summary>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        return new Place(places);
    }

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
