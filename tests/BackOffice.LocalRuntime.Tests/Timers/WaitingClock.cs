using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Timers;

/// <summary>A clock moved by hand that knows how many wait on it, so that a test moves it only when nobody waits for storage instead.</summary>
internal sealed class WaitingClock(FakeTime time) : TimeProvider
{
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    /// <summary>For Task.Delay, whose timers fire once.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref waiting);
        var timer = new Wait(this);
        timer.Inner = time.CreateTimer(
            _ =>
            {
                timer.End();
                callback(state);
            },
            null,
            dueTime,
            period);
        return timer;
    }

    private sealed class Wait(WaitingClock clock) : ITimer
    {
        private bool ended;

        public ITimer Inner { get; set; } = null!;

        public void End()
        {
            if (!Interlocked.Exchange(ref ended, true))
            {
                Interlocked.Decrement(ref clock.waiting);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner.Change(dueTime, period);

        public void Dispose()
        {
            End();
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
