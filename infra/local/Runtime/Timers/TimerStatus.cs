namespace BackOffice.LocalRuntime.Timers;

/// <summary>The state of a schedule as the status blob holds it (T-3).</summary>
/// <param name="Last">The latest run; the default when there was none under this schedule.</param>
/// <param name="Next">The occurrence that is waited for.</param>
/// <param name="LastUpdated">The moment that Next was computed from.</param>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    public static TimerStatus Initial(TimerSchedule schedule, DateTimeOffset now) => new(default, schedule.NextAfter(now), now);

    /// <summary>The status to go on with at start: itself, or another one when the schedule was changed meanwhile (T-4).</summary>
    public TimerStatus Against(TimerSchedule schedule, DateTimeOffset now)
    {
        var computedFrom = Last != default ? Last : LastUpdated != default ? LastUpdated : now;
        var expected = schedule.NextAfter(computedFrom);
        if (expected == Next)
        {
            return this;
        }

        // A changed schedule is never past due, whatever it would have asked for while the app was down.
        return now > expected ? Initial(schedule, now) : new TimerStatus(default, expected, computedFrom);
    }

    /// <summary>
    /// The status after a run. A timer may fire a little before its time: then the run counts as the occurrence it was
    /// meant for, or a restart in between would run that occurrence again (T-7).
    /// </summary>
    public TimerStatus After(TimerOccasion occasion, DateTimeOffset invokedAt, TimerSchedule schedule)
    {
        var counted = occasion == TimerOccasion.Scheduled && Next > invokedAt ? Next : invokedAt;
        return new TimerStatus(counted, schedule.NextAfter(counted), counted);
    }
}

/// <summary>Why a timer function runs.</summary>
internal enum TimerOccasion
{
    Scheduled,
    PastDue,
    Startup,
}
