namespace BackOffice.TestKit;

/// <summary>A fake clock that runs by itself, many times faster than the real one, so that no test waits for a poll or a pause.</summary>
internal sealed class RunningClock : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public RunningClock()
        : this(new FakeTime())
    {
    }

    public RunningClock(FakeTime time)
    {
        Time = time;
        running = Task.Run(RunAsync);
    }

    public FakeTime Time { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var ticks = new PeriodicTimer(Tick);
        try
        {
            while (await ticks.WaitForNextTickAsync(stop.Token))
            {
                Time.Advance(Step);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
