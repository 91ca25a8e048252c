using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>
/// A start was refused (D-44). In Azure the type is DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException, an
/// InvalidOperationException too: catch that.
/// </summary>
internal sealed class OrchestrationAlreadyExistsException(string instanceId, OrchestrationRuntimeStatus status)
    : InvalidOperationException($"An orchestration with the instance ID '{instanceId}' already exists. It is in the {status} state.");
