using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>An orchestration as its row tells it: everything but the history.</summary>
internal sealed record InstanceRecord(string Id, string Name, string ExecutionId)
{
    public string Version { get; init; } = string.Empty;

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ScheduledStart { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public Failure? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    /// <summary>Log rows of this execution; the newest part of the log is <see cref="Tail"/>.</summary>
    public int LogRows { get; init; }

    /// <summary>The newest lines of the log, kept in the instance row until they are many.</summary>
    public string Tail { get; init; } = string.Empty;

    /// <summary>A purge has begun to delete its log from the end.</summary>
    public bool IsPurging { get; init; }

    /// <summary>Messages of actions up to this number have arrived at other instances.</summary>
    public int DeliveredThrough { get; init; } = int.MinValue;

    public bool IsFinished => IsFinal(Status);

    public static bool IsFinal(OrchestrationRuntimeStatus status)
        => status.ToString() is "Completed" or "Failed" or "Terminated" or "Canceled";
}
