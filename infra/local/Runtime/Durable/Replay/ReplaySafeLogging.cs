using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>Loggers that say nothing while history is replayed.</summary>
internal sealed class ReplaySafeLoggerFactory(ILoggerFactory inner, Func<bool> isReplaying) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new ReplaySafeLogger(inner.CreateLogger(categoryName), isReplaying);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
    }

    private sealed class ReplaySafeLogger(ILogger inner, Func<bool> isReplaying) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !isReplaying() && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
