using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable;

/// <summary>The orchestrators and activities of the app. Names have no case (D-10).</summary>
internal interface IDurableFunctions
{
    IReadOnlyCollection<string> Orchestrators { get; }

    IReadOnlyCollection<string> Activities { get; }

    /// <exception cref="UnknownFunctionException">There is no such orchestrator.</exception>
    Task<object?> InvokeOrchestratorAsync(string name, TaskOrchestrationContext context);

    /// <returns>The output as JSON.</returns>
    /// <exception cref="UnknownFunctionException">There is no such activity.</exception>
    Task<string?> InvokeActivityAsync(string name, string instanceId, string? inputJson, CancellationToken cancellationToken);
}

/// <summary>A step that no function of the app serves; no retry can help.</summary>
internal sealed class UnknownFunctionException(string kind, string name, IEnumerable<string> known)
    : Exception($"The function '{name}' doesn't exist, is disabled, or is not an {kind} function. "
        + $"Additional info: The following are the known {kind} functions: {string.Join(", ", known.Select(each => $"'{each}'"))}.");
