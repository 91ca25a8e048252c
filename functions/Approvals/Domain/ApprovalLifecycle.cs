using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Approvals.Domain;

/// <summary>Where an approval is, in the words of the people who wait for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalState>))]
public enum ApprovalState
{
    /// <summary>The first level is asked.</summary>
    Awaiting,

    /// <summary>A level was silent; the next one is asked too.</summary>
    Escalated,

    /// <summary>A level reached its quorum.</summary>
    Approved,

    /// <summary>A person refused, or nobody may approve.</summary>
    Refused,

    /// <summary>The last level was silent, which is a refusal.</summary>
    Expired,

    /// <summary>The requester took it back.</summary>
    Withdrawn,

    /// <summary>The matrix asks nobody.</summary>
    NotNeeded,
}

/// <summary>What can happen to an approval.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalEvent>))]
public enum ApprovalEvent
{
    Escalate,
    Approve,
    Refuse,
    Expire,
    Withdraw,
}

/// <summary>The life of an approval as a table.</summary>
public static class ApprovalLifecycle
{
    public static TransitionTable<ApprovalState, ApprovalEvent> Table { get; } = new(
        new[] { ApprovalState.Awaiting, ApprovalState.Escalated }.SelectMany(state => new Dictionary<ApprovalEvent, ApprovalState>
        {
            [ApprovalEvent.Escalate] = ApprovalState.Escalated,
            [ApprovalEvent.Approve] = ApprovalState.Approved,
            [ApprovalEvent.Refuse] = ApprovalState.Refused,
            [ApprovalEvent.Expire] = ApprovalState.Expired,
            [ApprovalEvent.Withdraw] = ApprovalState.Withdrawn,
        }.Select(move => KeyValuePair.Create((state, move.Key), move.Value))).ToDictionary());

    /// <summary>The states in which people are asked: the inbox.</summary>
    public static IReadOnlyList<ApprovalState> WaitingForPeople { get; } = [ApprovalState.Awaiting, ApprovalState.Escalated];

    public static bool IsWaiting(this ApprovalState state) => WaitingForPeople.Contains(state);

    /// <summary>The outcome of a state that is final; null while people are asked.</summary>
    public static ApprovalOutcome? OutcomeOf(ApprovalState state) => state switch
    {
        ApprovalState.Awaiting or ApprovalState.Escalated => null,
        ApprovalState.Approved => ApprovalOutcome.Approved,
        ApprovalState.Refused => ApprovalOutcome.Refused,
        ApprovalState.Expired => ApprovalOutcome.Expired,
        ApprovalState.Withdrawn => ApprovalOutcome.Withdrawn,
        ApprovalState.NotNeeded => ApprovalOutcome.NotNeeded,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };

    /// <summary>What leads to an outcome while people are asked.</summary>
    public static ApprovalEvent EventOf(ApprovalOutcome outcome) => outcome switch
    {
        ApprovalOutcome.Approved => ApprovalEvent.Approve,
        ApprovalOutcome.Refused => ApprovalEvent.Refuse,
        ApprovalOutcome.Expired => ApprovalEvent.Expire,
        ApprovalOutcome.Withdrawn => ApprovalEvent.Withdraw,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Nothing leads there from a level that is asked."),
    };
}
