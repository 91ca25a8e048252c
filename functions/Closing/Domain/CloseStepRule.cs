using System.Text.Json.Serialization;

namespace BackOffice.Closing.Domain;

/// <summary>Where a step of a close is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CloseStepState>))]
public enum CloseStepState
{
    /// <summary>Its turn has not come, or it is running.</summary>
    Waiting,

    /// <summary>Something stands in the way; looked at again once a day, and when somebody says it is mended.</summary>
    Blocked,

    /// <summary>It could not be run, again and again; run again as a blocked one is.</summary>
    Failed,

    /// <summary>Nothing stands in the way of the signature.</summary>
    AwaitingSignOff,

    Done,

    /// <summary>The close was cancelled before the step was done.</summary>
    Cancelled,
}

/// <summary>What becomes of a step when it was run.</summary>
public static class CloseStepRule
{
    /// <summary>How long a step waits for people before they are reminded, and the step is tried again.</summary>
    public static readonly TimeSpan ReminderInterval = TimeSpan.FromHours(24);

    /// <summary>From this reminder on the administrators are told too.</summary>
    public const int EscalateAt = 3;

    /// <summary>After so many reminders without anybody acting the close is cancelled: silence is a refusal.</summary>
    public const int MostReminders = 30;

    /// <param name="kind">A check and an action are done when clear; a sign-off when it is signed too.</param>
    /// <param name="isClear">Nothing stands in the way.</param>
    /// <param name="isSigned">A person signed it in this round.</param>
    public static CloseStepState After(CloseStepKind kind, bool isClear, bool isSigned) => (kind, isClear, isSigned) switch
    {
        (_, false, _) => CloseStepState.Blocked,
        (CloseStepKind.SignOff, true, false) => CloseStepState.AwaitingSignOff,
        _ => CloseStepState.Done,
    };

    /// <summary>Whether people are told: when it comes to need them, and at each reminder.</summary>
    public static bool IsWorthTelling(CloseStepState before, CloseStepState after, int reminders)
        => after.WaitsForPeople() && (before != after || reminders > 0);

    /// <summary>A person has to act.</summary>
    public static bool WaitsForPeople(this CloseStepState state)
        => state is CloseStepState.Blocked or CloseStepState.Failed or CloseStepState.AwaitingSignOff;

    /// <summary>Nothing more happens to the step in this round.</summary>
    public static bool IsOver(this CloseStepState state) => state is CloseStepState.Done or CloseStepState.Cancelled;

    /// <summary>
    /// Which steps a round need not run again: done in the round before, and not after a step that a reopening affects.
    /// Without such steps the whole close runs again. What was posted meanwhile is always signed anew, and locked after.
    /// </summary>
    public static IReadOnlySet<string> Carried(StepGraph graph, IReadOnlyList<string>? affected, IReadOnlySet<string> doneBefore)
        => affected is null || !affected.All(graph.Has)
            ? new HashSet<string>()
            : doneBefore.Where(graph.Has).Except(AndAfter(graph, graph.SignOffs.Concat(affected))).ToHashSet(StringComparer.Ordinal);

    /// <summary>What two reopenings before one round affect together; null, all of it, goes before any steps.</summary>
    public static IReadOnlyList<string>? Both(IReadOnlyList<string>? one, IReadOnlyList<string>? other)
        => one is null || other is null ? null : [.. one.Union(other, StringComparer.Ordinal)];

    private static IEnumerable<string> AndAfter(StepGraph graph, IEnumerable<string> steps)
        => steps.SelectMany(step => graph.DownstreamOf(step).Prepend(step));
}
