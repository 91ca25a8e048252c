using System.Diagnostics;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>One span an invocation; nothing is recorded unless someone listens.</summary>
internal static class RuntimeTelemetry
{
    public const string SourceName = "BackOffice.LocalRuntime";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? StartInvocation(string function) => Source.StartActivity(function);

    /// <summary>The type of the failure only: messages may carry personal data.</summary>
    public static void Fail(Activity? span, Exception exception)
        => span?.SetStatus(ActivityStatusCode.Error, exception.GetType().FullName);
}
