using System.Collections.Frozen;

namespace BackOffice.Primitives;

/// <summary>A closed set of states and what leads from one to another; everything that is not in the table is refused.</summary>
public sealed class TransitionTable<TState, TEvent>(IReadOnlyDictionary<(TState State, TEvent Event), TState> moves)
    where TState : struct, Enum
    where TEvent : struct, Enum
{
    private readonly FrozenDictionary<(TState State, TEvent Event), TState> moves = moves.ToFrozenDictionary();

    /// <summary>The next state, or null when the event is refused in this state.</summary>
    public TState? Next(TState state, TEvent @event) => moves.TryGetValue((state, @event), out var next) ? next : null;

    /// <summary>The events a state takes, in the order of their declaration.</summary>
    public IReadOnlyList<TEvent> AllowedIn(TState state) => [.. Enum.GetValues<TEvent>().Where(@event => moves.ContainsKey((state, @event)))];

    /// <summary>Nothing leads out of the state.</summary>
    public bool IsFinal(TState state) => AllowedIn(state).Count == 0;
}
