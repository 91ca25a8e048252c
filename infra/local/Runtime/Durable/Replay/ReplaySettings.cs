using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>How orchestrators are replayed.</summary>
internal sealed record ReplaySettings(DataConverter Converter)
{
    /// <summary>A timer beyond this is a chain of timers, each with a number of its own (D-11).</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Characters of JSON in a custom status (D-41).</summary>
    public int MaximumCustomStatus { get; init; } = 8192;

    /// <summary>A step whose input differs from history fails the orchestration; Azure does not look.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>The version of orchestrations that are started without one (D-46).</summary>
    public string DefaultVersion { get; init; } = string.Empty;
}
