namespace BackOffice.LocalRuntime.Messaging;

/// <summary>One timer for the earliest of many instants. It may ring too soon (a renewed lock, a day far away), never too late.</summary>
internal sealed class Alarm : IDisposable
{
    /// <summary>Timers of the system wait for 49 days at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider time;
    private readonly Lock gate;
    private readonly Action ring;
    private readonly ITimer timer;
    private DateTimeOffset due = DateTimeOffset.MaxValue;

    /// <param name="time">The clock.</param>
    /// <param name="gate">Held while the alarm rings.</param>
    /// <param name="ring">Does what is due and sets the alarm for what is not.</param>
    public Alarm(TimeProvider time, Lock gate, Action ring)
    {
        (this.time, this.gate, this.ring) = (time, gate, ring);
        timer = time.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes it ring at that instant, or before if something earlier is due.</summary>
    public void SetFor(DateTimeOffset instant)
    {
        if (instant < due)
        {
            due = instant;
            var wait = instant - time.GetUtcNow();
            timer.Change(wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Ring()
    {
        lock (gate)
        {
            due = DateTimeOffset.MaxValue;
            ring();
        }
    }
}
