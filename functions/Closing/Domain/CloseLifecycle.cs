using System.Text.Json.Serialization;
using BackOffice.Primitives;

namespace BackOffice.Closing.Domain;

/// <summary>Where the close of a month is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CloseState>))]
public enum CloseState
{
    NotStarted,

    /// <summary>Steps run, or wait for people.</summary>
    Running,

    /// <summary>Signed and locked.</summary>
    Completed,

    /// <summary>The month was opened again after its close; the close runs again from the step it affects.</summary>
    Reopened,

    /// <summary>Given up by a person, or by nobody acting in time; what is soft-closed or closed stays so.</summary>
    Cancelled,
}

/// <summary>What can happen to the close of a month.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CloseEvent>))]
public enum CloseEvent
{
    Start,
    Complete,
    Reopen,
    Cancel,
}

/// <summary>The close of a month as a table. Each start is a new round; what earlier rounds signed is kept.</summary>
public static class CloseLifecycle
{
    public static TransitionTable<CloseState, CloseEvent> Table { get; } = new(new Dictionary<(CloseState, CloseEvent), CloseState>
    {
        [(CloseState.NotStarted, CloseEvent.Start)] = CloseState.Running,
        [(CloseState.Running, CloseEvent.Complete)] = CloseState.Completed,
        [(CloseState.Running, CloseEvent.Cancel)] = CloseState.Cancelled,
        [(CloseState.Completed, CloseEvent.Reopen)] = CloseState.Reopened,
        [(CloseState.Reopened, CloseEvent.Start)] = CloseState.Running,
        [(CloseState.Cancelled, CloseEvent.Start)] = CloseState.Running,
    });
}
