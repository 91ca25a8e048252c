using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>What the host says. Never a payload, a key or a name of a person.</summary>
internal static partial class HostLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Listener} did not stop cleanly")]
    public static partial void ListenerStopFailed(ILogger logger, string listener, Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "host.json: '{Key}' is not known to the Functions host and is ignored")]
    public static partial void UnknownHostKey(ILogger logger, string key);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Function}: no AuthorizationLevel is written, so Azure asks for a function key; write it")]
    public static partial void LevelNotWritten(ILogger logger, string function);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "{Function} failed")]
    public static partial void FunctionFailed(ILogger logger, string function, Exception exception);
}
