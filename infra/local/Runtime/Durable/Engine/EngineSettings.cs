using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>Limits and choices of one task hub.</summary>
internal sealed record EngineSettings(ReplaySettings Replay)
{
    /// <summary>Never changes for a hub, since an instance is found by its shard: a start with another number is refused.</summary>
    public int Shards { get; init; } = 8;

    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>Beyond so many instances at work a start waits, so that a flood of starts does not sit in memory.</summary>
    public int MaxBusyStarts { get; init; } = 512;

    /// <summary>How long a start waits at most: an activity that starts orchestrations must not wait for itself.</summary>
    public TimeSpan MaxStartWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of a big fan-out: the pause before the next episode, as a multiple of the last replay.</summary>
    public int ReplayPause { get; init; } = 4;

    /// <summary>States in which an instance refuses a start that names none (D-44).</summary>
    public IReadOnlySet<OrchestrationRuntimeStatus> DedupeStatuses { get; init; } = NonRunningStatesAreOverridable;

    /// <summary>An event for an unknown or finished instance is an error to its sender, not dropped (D-22).</summary>
    public bool ThrowOnRaiseToMissing { get; init; }

    private static IReadOnlySet<OrchestrationRuntimeStatus> NonRunningStatesAreOverridable { get; } = new HashSet<OrchestrationRuntimeStatus>
    {
        OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended,
    };
}

/// <summary>What the engine works with.</summary>
internal sealed record EngineServices(IEngineStore Store, IDurableFunctions Functions, TimeProvider Clock, ILoggerFactory Loggers);
