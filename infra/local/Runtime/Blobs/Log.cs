using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>Names of blobs may be personal (a payslip's, say): no message carries one.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Function} waits for blobs in container {Container}.")]
    public static partial void Waiting(ILogger logger, string function, string container);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storage does not answer as it should; blob triggers wait for it: {Reason}")]
    public static partial void StorageAway(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Storage refuses to list container {Container}; blob triggers ask again in a while.")]
    public static partial void Refused(ILogger logger, Exception exception, string container);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Storage is still away after {Tries} tries.")]
    public static partial void StillAway(ILogger logger, Exception exception, int tries);

    [LoggerMessage(Level = LogLevel.Information, Message = "Storage answers again.")]
    public static partial void StorageBack(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed at try {Try} for a blob.")]
    public static partial void TryFailed(ILogger logger, Exception exception, string function, int @try);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Function} lets a blob go that was deleted or replaced meanwhile.")]
    public static partial void Superseded(ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} gives a blob up; it is named in the queue {Queue}.")]
    public static partial void Poison(ILogger logger, string function, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} cannot be given a blob with a dot segment in its name: no client can address it.")]
    public static partial void NotAddressable(ILogger logger, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} was interrupted by the end of the app; its blob comes again at the next start.")]
    public static partial void Interrupted(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "A blob could not be handed to {Function}; it is tried again at the next look.")]
    public static partial void NotDispatched(ILogger logger, Exception exception, string function);
}
