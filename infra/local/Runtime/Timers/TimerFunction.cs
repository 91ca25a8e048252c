using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>What a timer function's attributes ask for.</summary>
internal sealed record TimerFunction(FunctionDescriptor Descriptor, TimerSchedule Schedule, TimerRetry Retry)
{
    public bool IsMonitored { get; init; }

    public bool RunsOnStartup { get; init; }
}

/// <summary>What every timer works with.</summary>
internal sealed record TimerSurroundings(IFunctionInvoker Invoker, IScheduleStatusStore Store, ITimerLocks Locks, ILogger Logger)
{
    /// <summary>What schedules are read on.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Locks run out by storage's clock, whatever a test makes of the other.</summary>
    public TimeProvider LockClock { get; init; } = TimeProvider.System;
}
