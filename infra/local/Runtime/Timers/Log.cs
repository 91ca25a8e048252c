using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Timers;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Timer {Function} runs on '{Schedule}', next at {Next:O}.")]
    public static partial void TimerStarted(ILogger logger, string function, string schedule, DateTimeOffset next);

    [LoggerMessage(Level = LogLevel.Information, Message = "Timer {Function} missed its occurrence at {Missed:O} and runs now.")]
    public static partial void PastDue(ILogger logger, string function, DateTimeOffset missed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Timer {Function} failed at try {Try}; its schedule goes on.")]
    public static partial void RunFailed(ILogger logger, Exception exception, string function, int @try);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timer {Function} was interrupted and is made up for where the timer starts next.")]
    public static partial void RunInterrupted(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule status of timer {Function} could not be saved.")]
    public static partial void StatusNotSaved(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock was set back: timer {Function} was last seen at {LastUpdated:O}. It does not run before that moment comes again.")]
    public static partial void ClockWentBack(ILogger logger, string function, DateTimeOffset lastUpdated);

    [LoggerMessage(Level = LogLevel.Information, Message = "Timer {Function} runs on another host of this app; its lock is asked for again every minute.")]
    public static partial void HeldElsewhere(ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timer {Function} could not be started; it is tried again.")]
    public static partial void NotStarted(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "This host has lost the lock of timer {Function} and runs it no longer.")]
    public static partial void LockLost(ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lock of a timer could not be renewed; it is tried again.")]
    public static partial void LockNotRenewed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lock of a timer could not be given back; it runs out within a minute.")]
    public static partial void LockNotReleased(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule status of timer {Function} cannot be read and is started anew.")]
    public static partial void StatusUnreadable(ILogger logger, Exception exception, string function);
}
