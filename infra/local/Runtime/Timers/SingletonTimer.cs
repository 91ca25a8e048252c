using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>
/// A timer function on this host. It runs while this host has the function's lock; while another has it, or storage does not
/// say, the lock is asked for again, so that a timer outlives the host that ran it (T-8).
/// </summary>
internal sealed class SingletonTimer(TimerFunction function, TimerSurroundings surroundings) : IAsyncDisposable
{
    /// <summary>How often a host asks for a lock that another has.</summary>
    private static readonly TimeSpan RecoveryInterval = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stopping = new();
    private Task guarding = Task.CompletedTask;
    private ITimerLock? held;
    private FunctionTimer? timer;
    private int failures;
    private bool isTold;
    private bool isDisposed;

    public FunctionDescriptor Descriptor => function.Descriptor;

    /// <summary>Returns after the first try, whether this host has the lock then or not.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryBeginAsync(cancellationToken);
        guarding = GuardAsync();
    }

    /// <summary>Starts no further run and lets the one under way finish until the token is cancelled. Only a host that ends in peace gives the lock back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await guarding; // what is left of the lease is longer than any drain
        await EndAsync(cancellationToken);
        if (held is not null && !cancellationToken.IsCancellationRequested)
        {
            await held.ReleaseAsync(cancellationToken);
        }
    }

    public TimerInfo Describe() => timer?.Describe(isPastDue: false) ?? new TimerInfo();

    /// <summary>A container disposes of a listener once for each name it is registered under.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref isDisposed, true))
        {
            await stopping.CancelAsync();
            await guarding;
            await EndAsync(new CancellationToken(canceled: true));
            stopping.Dispose();
        }
    }

    private async Task GuardAsync()
    {
        try
        {
            while (true)
            {
                if (timer is null)
                {
                    await Task.Delay(NextTry(), surroundings.LockClock, stopping.Token);
                    await TryBeginAsync(stopping.Token);
                }
                else
                {
                    await held!.KeepAsync(stopping.Token);
                    Log.LockLost(surroundings.Logger, Descriptor.Name);
                    held = null;
                    await EndAsync(new CancellationToken(canceled: true)); // the run under way is another host's now
                }
            }
        }
        catch (Exception exception) when (stopping.IsCancellationRequested && exception is not OutOfMemoryException)
        {
            // Whatever was under way does not matter any more: StopAsync goes on from here.
        }
    }

    private async Task TryBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            held = await surroundings.Locks.TryTakeAsync(function.Descriptor, cancellationToken);
            failures = 0;
            if (held is null)
            {
                TellThatAnotherRunsIt();
                return;
            }

            isTold = false;
            timer = await BeginAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not (StartupException or OutOfMemoryException) && !cancellationToken.IsCancellationRequested)
        {
            failures++;
            Log.NotStarted(surroundings.Logger, exception, Descriptor.Name);
        }
    }

    private async Task<FunctionTimer> BeginAsync(CancellationToken cancellationToken)
    {
        var begun = new FunctionTimer(function, surroundings);
        try
        {
            await begun.StartAsync(cancellationToken);
            return begun;
        }
        catch
        {
            await begun.DisposeAsync();
            throw;
        }
    }

    private void TellThatAnotherRunsIt()
    {
        if (!isTold)
        {
            Log.HeldElsewhere(surroundings.Logger, Descriptor.Name);
            isTold = true;
        }
    }

    /// <summary>Storage that does not answer is asked again sooner than a host that has the lock would be gone.</summary>
    private TimeSpan NextTry()
        => failures == 0 ? RecoveryInterval : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), RecoveryInterval.TotalSeconds));

    private async Task EndAsync(CancellationToken patience)
    {
        if (timer is { } ended)
        {
            await ended.StopAsync(patience);
            timer = null;
            await ended.DisposeAsync();
        }
    }
}
