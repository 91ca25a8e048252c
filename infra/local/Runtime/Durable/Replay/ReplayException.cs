namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>The replay did something else than history tells: the orchestration fails with this as its reason (D-4).</summary>
internal sealed class NonDeterministicOrchestrationException(string difference)
    : Exception("Non-Deterministic workflow detected: " + difference)
{
    /// <summary>What Azure reports as the type of the failure.</summary>
    public const string AzureTypeName = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
}

/// <summary>The orchestrator awaited, or was woken by, something that is not durable (D-6).</summary>
internal static class IllegalAwait
{
    public const string Message =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator "
        + "function's implementation or by middleware that invokes asynchronous code.";

    public static InvalidOperationException Exception() => new(Message);
}
