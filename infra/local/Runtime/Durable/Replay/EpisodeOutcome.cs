using BackOffice.LocalRuntime.Durable.History;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>What one episode came to.</summary>
internal sealed record EpisodeOutcome(IReadOnlyList<OrchestratorAction> Actions)
{
    /// <summary>Set when the orchestration is over.</summary>
    public ExecutionCompleted? Completed { get; init; }

    /// <summary>Set when it goes on as a new generation.</summary>
    public NextGeneration? Next { get; init; }

    /// <summary>The custom status as JSON; null if this execution has set none.</summary>
    public string? CustomStatus { get; init; }

    public bool IsSuspended { get; init; }
}

/// <summary>What ContinueAsNew asked for, with the events that go along (D-23).</summary>
internal sealed record NextGeneration(string? Input, string? Version, IReadOnlyList<EventRaised> Carried);
