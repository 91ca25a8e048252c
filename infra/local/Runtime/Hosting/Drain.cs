namespace BackOffice.LocalRuntime.Hosting;

/// <summary>The end of a listener in two steps: first it takes nothing new, then it lets go of what still runs.</summary>
internal sealed class Drain : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();

    /// <summary>The tokens outlive this object: a function that pays no heed to its own may still run when it is gone.</summary>
    public Drain() => (Stopping, Aborting) = (stopping.Token, aborting.Token);

    /// <summary>Cancelled at the first step: for waits and for everything that would begin.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Cancelled at the second step: for functions, and for the writes that tell of their end.</summary>
    public CancellationToken Aborting { get; }

    /// <param name="finish">Completes when nothing runs any more; called after the first step, with the patience.</param>
    /// <param name="patience">When it is cancelled the second step follows.</param>
    public async Task RunAsync(Func<CancellationToken, Task> finish, CancellationToken patience)
    {
        var stopped = stopping.CancelAsync();
        if (patience.IsCancellationRequested)
        {
            await aborting.CancelAsync();
        }

        await stopped;
        try
        {
            await finish(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            await aborting.CancelAsync();
        }
    }

    public void Dispose()
    {
        stopping.Dispose();
        aborting.Dispose();
    }
}
