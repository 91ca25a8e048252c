using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>An event on its way to an instance. Done is called once it is stored there, or dropped for good.</summary>
internal sealed record Message(string InstanceId, HistoryEvent Event, Action Done)
{
    /// <summary>The execution it is meant for; another drops it (D-8). Null means whichever runs.</summary>
    public string? ExecutionId { get; init; }
}

/// <summary>An orchestration to create.</summary>
/// <param name="Record">The new instance.</param>
/// <param name="Done">Called once it is stored; with an exception when the start is refused.</param>
internal sealed record StartRequest(InstanceRecord Record, Action<Exception?> Done)
{
    /// <summary>The id is fresh, nothing can be stored under it.</summary>
    public bool IsNewId { get; init; }

    public IReadOnlySet<OrchestrationRuntimeStatus> Dedupe { get; init; } = new HashSet<OrchestrationRuntimeStatus>();

    public Action? Admission { get; init; }
}

/// <summary>An orchestration to forget. Done receives whether there was one, its children, or why it cannot be purged.</summary>
internal sealed record PurgeRequest(string InstanceId, bool WithChildren, Action<PurgeAnswer> Done);

internal sealed record PurgeAnswer(bool WasThere, IReadOnlyList<string> Children, Exception? Refusal = null);
