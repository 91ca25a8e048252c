using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Time, level, category and message on one line. Without the event id: where none is written it is a hash of the method's name.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = logEntry.Exception is { } exception ? $"{message} {exception}" : message;
        var now = time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{now} {Word(logEntry.LogLevel)}: {logEntry.Category} {text.ReplaceLineEndings(" ")}");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level that is logged."),
    };
}
