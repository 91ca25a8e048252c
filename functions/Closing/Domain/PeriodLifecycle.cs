using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Closing.Domain;

/// <summary>Whether a month of a ledger takes postings.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PeriodState>))]
public enum PeriodState
{
    /// <summary>Later than the current month of the tenant, and not opened early.</summary>
    Future,

    /// <summary>Takes postings; after a reopening only until its end.</summary>
    Open,

    /// <summary>Takes postings of approvers and administrators, and of people with an exception.</summary>
    SoftClosed,

    /// <summary>Takes none. Two people can reopen it for a time.</summary>
    Closed,

    /// <summary>Takes none, for ever.</summary>
    HardLocked,
}

/// <summary>What can happen to a month of a ledger.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PeriodEvent>))]
public enum PeriodEvent
{
    /// <summary>The month begins, or an administrator opens it early.</summary>
    Open,
    SoftClose,

    /// <summary>A soft close is taken back.</summary>
    Resume,
    Close,

    /// <summary>By two people, for a reason, until an end.</summary>
    Reopen,

    /// <summary>The end of a reopening is reached.</summary>
    CloseAgain,
    HardLock,
}

/// <summary>The life of a month of a ledger as a table; what is final has no way out.</summary>
public static class PeriodLifecycle
{
    public static TransitionTable<PeriodState, PeriodEvent> Table { get; } = new(new Dictionary<(PeriodState, PeriodEvent), PeriodState>
    {
        [(PeriodState.Future, PeriodEvent.Open)] = PeriodState.Open,
        [(PeriodState.Open, PeriodEvent.SoftClose)] = PeriodState.SoftClosed,
        [(PeriodState.Open, PeriodEvent.Close)] = PeriodState.Closed,
        [(PeriodState.Open, PeriodEvent.CloseAgain)] = PeriodState.Closed,
        [(PeriodState.SoftClosed, PeriodEvent.Resume)] = PeriodState.Open,
        [(PeriodState.SoftClosed, PeriodEvent.Close)] = PeriodState.Closed,
        [(PeriodState.SoftClosed, PeriodEvent.CloseAgain)] = PeriodState.Closed,
        [(PeriodState.Closed, PeriodEvent.Reopen)] = PeriodState.Open,
        [(PeriodState.Closed, PeriodEvent.HardLock)] = PeriodState.HardLocked,
    });

    /// <summary>Nothing more is posted, unless two people reopen it.</summary>
    public static bool IsShut(this PeriodState state) => state is PeriodState.Closed or PeriodState.HardLocked;
}
