using System.Text.Json.Serialization;
using BackOffice.Closing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Closing;

/// <summary>One run of the close of one month; the orchestration and its rows are found by it.</summary>
/// <param name="Tenant">Whose books.</param>
/// <param name="Period">The month that closes.</param>
/// <param name="Round">1 for the first close, one more after each reopening or cancellation.</param>
public sealed record CloseRound(string Tenant, Period Period, int Round)
{
    /// <summary>close-acme-2026-10, and close-acme-2026-10-2 for the second round: one run of each, ever.</summary>
    [JsonIgnore]
    public string InstanceId => Round == 1 ? $"close-{Tenant}-{Period}" : $"close-{Tenant}-{Period}-{Round}";
}

/// <summary>One step of one round.</summary>
public sealed record CloseStepReference(CloseRound Close, string Step)
{
    /// <summary>The event that says: look again, or: it is signed, or: the close is cancelled.</summary>
    [JsonIgnore]
    public string NudgeName => $"CloseStep-{Step}";
}

/// <summary>The steps of a round, each after all it waits for.</summary>
public sealed record ClosePlan(IReadOnlyList<PlannedStep> Steps);

/// <summary>A step of a round.</summary>
/// <param name="Id">Which one.</param>
/// <param name="After">What must be done before it, directly or not.</param>
/// <param name="Tries">How often it was tried in this round already: more than 0 only where a failed run is started again.</param>
public sealed record PlannedStep(string Id, IReadOnlyList<string> After, int Tries);

/// <summary>One try of a step.</summary>
/// <param name="Step">Which one.</param>
/// <param name="Number">Counts the tries of the step in this round from 1; the same number again changes nothing.</param>
/// <param name="Reminders">How many days nobody has acted; 0 when the step has just come up or somebody asked for the try.</param>
public sealed record CloseTurn(CloseStepReference Step, int Number, int Reminders);

/// <summary>How a step stands, and which notifications tell of it.</summary>
public sealed record CloseStepProgress(CloseStepState State, string? MessageId, string? EscalationId);

/// <summary>How a close stands, and the notification that tells of it.</summary>
public sealed record CloseProgress(CloseState State, string? MessageId);

/// <summary>One notification of a tenant's closes, by its message id.</summary>
public sealed record ClosingNotice(string Tenant, string MessageId);
