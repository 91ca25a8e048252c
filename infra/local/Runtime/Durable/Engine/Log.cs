using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>What the engine tells the developer. Never a payload: it may hold a salary.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Orchestration '{InstanceId}' ({Name}) is {Status}.")]
    public static partial void Finished(ILogger logger, string instanceId, string name, string status);

    [LoggerMessage(LogLevel.Warning, "Orchestration '{InstanceId}' ({Name}) failed: {ErrorType}.")]
    public static partial void Failed(ILogger logger, string instanceId, string name, string errorType);

    [LoggerMessage(LogLevel.Warning, "Activity '{Name}' (#{TaskId}) of '{InstanceId}' failed: {ErrorType}.")]
    public static partial void ActivityFailed(ILogger logger, string name, int taskId, string instanceId, string errorType);

    [LoggerMessage(LogLevel.Warning, "The store of shard {Shard} did not answer; trying again in {Delay}.")]
    public static partial void StoreIsAway(ILogger logger, Exception exception, int shard, TimeSpan delay);

    [LoggerMessage(LogLevel.Information, "Orchestrations resumed: {Count}.")]
    public static partial void Recovered(ILogger logger, int count);

    [LoggerMessage(LogLevel.Critical, "The durable engine stopped: {Reason}")]
    public static partial void Fatal(ILogger logger, Exception exception, string reason);

    [LoggerMessage(LogLevel.Warning, "A second start of '{InstanceId}' by an orchestration was dropped: one of that id is running (D-8).")]
    public static partial void StartDropped(ILogger logger, string instanceId);
}
