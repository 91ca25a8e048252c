using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.History;

/// <summary>
/// One entry of an orchestration's history. An episode is an <see cref="OrchestratorStarted"/>, then what had arrived, then
/// what the orchestrator did about it. The JSON form is the wire format of the store: additive only.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "e")]
[JsonDerivedType(typeof(ExecutionStarted), "started")]
[JsonDerivedType(typeof(OrchestratorStarted), "episode")]
[JsonDerivedType(typeof(TaskScheduled), "task")]
[JsonDerivedType(typeof(TaskCompleted), "taskDone")]
[JsonDerivedType(typeof(TaskFailed), "taskFailed")]
[JsonDerivedType(typeof(SubOrchestrationCreated), "sub")]
[JsonDerivedType(typeof(SubOrchestrationCompleted), "subDone")]
[JsonDerivedType(typeof(SubOrchestrationFailed), "subFailed")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(TimerFired), "timerFired")]
[JsonDerivedType(typeof(EventSent), "eventSent")]
[JsonDerivedType(typeof(EventForwarded), "eventForwarded")]
[JsonDerivedType(typeof(EventRaised), "event")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminated")]
[JsonDerivedType(typeof(ExecutionCompleted), "completed")]
internal abstract record HistoryEvent;

/// <summary>Something an orchestrator asked for, under its sequence number (D-1).</summary>
internal abstract record OrchestratorAction(int Id) : HistoryEvent;

/// <summary>The answer to the action of that number.</summary>
internal abstract record ActionResult(int Id) : HistoryEvent;

internal sealed record ExecutionStarted(string Name, string? Version, string? Input, string ExecutionId) : HistoryEvent
{
    public ParentLink? Parent { get; init; }
}

internal sealed record OrchestratorStarted(DateTime At) : HistoryEvent;

internal sealed record TaskScheduled(int Id, string Name, string? Version, string? Input) : OrchestratorAction(Id);

internal sealed record TaskCompleted(int Id, string? Result) : ActionResult(Id);

internal sealed record TaskFailed(int Id, Failure Failure) : ActionResult(Id);

internal sealed record SubOrchestrationCreated(int Id, string Name, string? Version, string InstanceId) : OrchestratorAction(Id)
{
    public string? Input { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

internal sealed record SubOrchestrationCompleted(int Id, string? Result) : ActionResult(Id);

internal sealed record SubOrchestrationFailed(int Id, Failure Failure) : ActionResult(Id);

internal sealed record TimerCreated(int Id, DateTime FireAt) : OrchestratorAction(Id);

internal sealed record TimerFired(int Id) : ActionResult(Id);

internal sealed record EventSent(int Id, string InstanceId, string Name, string? Input) : OrchestratorAction(Id);

/// <summary>An event that the generation before sent with its last step; kept until it has arrived. The replay ignores it.</summary>
internal sealed record EventForwarded(int Id, string InstanceId, EventRaised Raised) : HistoryEvent;

/// <param name="Name">The event's name, compared without regard to case.</param>
/// <param name="Input">The payload as JSON.</param>
/// <param name="EventId">Set by a sending orchestration, so that a second delivery is recognised.</param>
internal sealed record EventRaised(string Name, string? Input, string? EventId) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

internal sealed record ExecutionCompleted(OrchestrationRuntimeStatus Status, string? Output, Failure? Failure) : HistoryEvent;

/// <summary>The step of another orchestration that waits for this one.</summary>
internal sealed record ParentLink(string Name, string InstanceId, string ExecutionId, int TaskId);
