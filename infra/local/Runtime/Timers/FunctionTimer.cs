using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>One timer function while this host has its lock: waits, runs, records, waits again. The clock is set again only after a run, so runs never overlap (T-6).</summary>
internal sealed class FunctionTimer : IAsyncDisposable
{
    /// <summary>The longest wait at one go; a later occurrence is reached in several hops (T-9).</summary>
    private static readonly TimeSpan LongestHop = TimeSpan.FromDays(24);

    /// <summary>A status that was written so much later than now tells of a clock that was set back.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    private readonly TimerFunction function;
    private readonly TimerSurroundings surroundings;
    private readonly Drain drain = new();
    private readonly ITimer clock;
    private TimerOccasion awaited;
    private TimerStatus status;
    private Task running = Task.CompletedTask;

    public FunctionTimer(TimerFunction function, TimerSurroundings surroundings)
    {
        this.function = function;
        this.surroundings = surroundings;
        status = NewStatus();
        clock = surroundings.Time.CreateTimer(_ => OnClock(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public FunctionDescriptor Descriptor => function.Descriptor;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        status = NewStatus();
        awaited = function.IsMonitored && await IsPastDueAsync(cancellationToken) ? TimerOccasion.PastDue
            : function.RunsOnStartup ? TimerOccasion.Startup
            : TimerOccasion.Scheduled;
        Log.TimerStarted(surroundings.Logger, Descriptor.Name, function.Schedule.Expression, status.Next);
        SetClock();
    }

    /// <summary>Starts no further run; the one under way may finish until the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await clock.DisposeAsync();
        await drain.RunAsync(running.WaitAsync, cancellationToken);
    }

    public TimerInfo Describe(bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = function.IsMonitored
            ? new ScheduleStatus
            {
                Last = function.Schedule.OnTheWall(status.Last),
                Next = function.Schedule.OnTheWall(status.Next),
                LastUpdated = function.Schedule.OnTheWall(status.LastUpdated),
            }
            : null,
    };

    public async ValueTask DisposeAsync()
    {
        await clock.DisposeAsync();
        drain.Dispose();
    }

    private TimerStatus NewStatus() => TimerStatus.Initial(function.Schedule, surroundings.Time.GetUtcNow());

    private async Task<bool> IsPastDueAsync(CancellationToken cancellationToken)
    {
        var now = surroundings.Time.GetUtcNow();
        var recalled = await surroundings.Store.FindAsync(Descriptor, cancellationToken);
        status = recalled?.Against(function.Schedule, now) ?? status;
        if (recalled != status)
        {
            await SaveAsync(cancellationToken);
        }

        if (status.LastUpdated - now > ClockTolerance)
        {
            Log.ClockWentBack(surroundings.Logger, Descriptor.Name, status.LastUpdated);
        }

        if (now > status.Next)
        {
            Log.PastDue(surroundings.Logger, Descriptor.Name, status.Next);
        }

        return now > status.Next;
    }

    private void SetClock()
    {
        if (drain.Stopping.IsCancellationRequested)
        {
            return;
        }

        var wait = awaited == TimerOccasion.Scheduled ? status.Next - surroundings.Time.GetUtcNow() : TimeSpan.Zero;
        clock.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestHop.Ticks)), Timeout.InfiniteTimeSpan);
    }

    private void OnClock()
    {
        if (awaited == TimerOccasion.Scheduled && status.Next - surroundings.Time.GetUtcNow() > TimeSpan.FromSeconds(1))
        {
            SetClock();
        }
        else if (!drain.Stopping.IsCancellationRequested)
        {
            running = RunAsync(awaited);
        }
    }

    private async Task RunAsync(TimerOccasion occasion)
    {
        var invokedAt = surroundings.Time.GetUtcNow();
        if (await FinishesAsync(occasion))
        {
            status = status.After(occasion, invokedAt, function.Schedule);
            awaited = TimerOccasion.Scheduled;
            if (function.IsMonitored)
            {
                await SaveAsync(drain.Aborting);
            }

            SetClock();
        }
    }

    /// <returns>False when the host stops or loses the lock before the run came to an end: it is not recorded, and made up for by whoever starts the timer next.</returns>
    private async Task<bool> FinishesAsync(TimerOccasion occasion)
    {
        var input = new TimerTriggerInput(Describe(occasion == TimerOccasion.PastDue));
        for (var failures = 1; ; failures++)
        {
            try
            {
                await surroundings.Invoker.InvokeAsync(Descriptor, input, drain.Aborting);
                return true;
            }
            catch (Exception exception) when (!drain.Aborting.IsCancellationRequested)
            {
                Log.RunFailed(surroundings.Logger, exception, Descriptor.Name, failures);
            }
            catch (Exception exception) when (drain.Aborting.IsCancellationRequested)
            {
                Log.RunInterrupted(surroundings.Logger, exception, Descriptor.Name);
                return false;
            }

            if (!function.Retry.Allows(failures))
            {
                return true;
            }

            if (!await WaitsAsync(function.Retry.DelayAfter(failures)))
            {
                return false;
            }
        }
    }

    private async Task<bool> WaitsAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, surroundings.Time, drain.Stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await surroundings.Store.SaveAsync(Descriptor, status, cancellationToken);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.StatusNotSaved(surroundings.Logger, exception, Descriptor.Name);
        }
    }
}
