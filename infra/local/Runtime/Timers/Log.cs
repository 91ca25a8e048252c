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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timer {Function} was interrupted by the end of the app and is made up for at the next start.")]
    public static partial void RunInterrupted(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule status of timer {Function} could not be saved.")]
    public static partial void StatusNotSaved(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule status of timer {Function} cannot be read and is started anew.")]
    public static partial void StatusUnreadable(ILogger logger, Exception exception, string function);
}
