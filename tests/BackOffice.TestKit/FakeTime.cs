namespace BackOffice.TestKit;

/// <summary>
/// A clock that stands still until it is told to move. Timers fire on the thread that advances, in order of their due
/// time, each seeing the clock at that very instant.
/// </summary>
public sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = start;

    /// <summary>31 January 2026, 23:59 UTC: a minute before a month and, in Warsaw and Rome, already February.</summary>
    public FakeTime()
        : this(new DateTimeOffset(2026, 1, 31, 23, 59, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer is due; null when nothing waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return timers.Count == 0 ? null : timers.Min(timer => timer.Due);
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires what falls due on the way, both ends inclusive.</summary>
    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <inheritdoc cref="Advance"/>
    public void AdvanceTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>The machine slept: when it wakes the clock is there at once, and what fell due meanwhile fires once.</summary>
    public void SleepUntil(DateTimeOffset target)
    {
        FakeTimer[] due;
        lock (gate)
        {
            now = target;
            due = [.. timers.Where(timer => timer.Due <= target).OrderBy(timer => timer.Due)];
            foreach (var timer in due)
            {
                timer.Rearm();
            }
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>Lets time pass in jumps: what falls due within a jump fires once at its end, and then has a moment to act.</summary>
    public async Task PassAsync(TimeSpan by, TimeSpan jump)
    {
        var target = GetUtcNow() + by;
        while (GetUtcNow() < target)
        {
            var next = GetUtcNow() + jump;
            SleepUntil(next < target ? next : target);
            await Task.Delay(Moment);
        }
    }

    private FakeTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            var reached = next?.Due ?? target;
            now = reached > now ? reached : now;
            next?.Rearm();
            return next;
        }
    }

    private sealed class FakeTimer(FakeTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan interval;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                interval = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.now + dueTime;
                    clock.timers.Add(this);
                }

                return true;
            }
        }

        /// <summary>Called under the clock's lock.</summary>
        public void Rearm()
        {
            if (interval > TimeSpan.Zero)
            {
                do
                {
                    Due += interval;
                }
                while (Due <= clock.now);
            }
            else
            {
                clock.timers.Remove(this);
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
