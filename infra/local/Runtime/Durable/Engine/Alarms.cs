namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Things to do at a time, never earlier (D-12). Used from its shard's loop only; the clock merely wakes the loop.</summary>
internal sealed class Alarms(TimeProvider clock, Action wake) : IDisposable
{
    // Timers of the platform end at 49 days; looking again once a day costs nothing.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> waiting = new();
    private ITimer? timer;
    private DateTimeOffset? armedFor;
    private long order;

    public void At(DateTimeOffset due, Action action)
    {
        waiting.Enqueue(action, (due, order++));
        Arm();
    }

    public void RunDue()
    {
        armedFor = null;
        var now = clock.GetUtcNow();
        while (waiting.TryPeek(out var action, out var priority) && priority.Due <= now)
        {
            waiting.Dequeue();
            action();
        }

        Arm();
    }

    public void Dispose() => timer?.Dispose();

    private void Arm()
    {
        if (!waiting.TryPeek(out _, out var next) || (armedFor is { } armed && armed <= next.Due))
        {
            return;
        }

        armedFor = next.Due;
        var wait = next.Due - clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            wake();
            return;
        }

        wait = wait > Longest ? Longest : wait;

        // Whole milliseconds, rounded up: the platform's timers cut the rest off and would be early.
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        timer ??= clock.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
