namespace BackOffice.Primitives;

/// <summary>The state does not take the event; says which ones it takes.</summary>
public sealed class TransitionRefusedException(string state, string refused, IReadOnlyList<string> allowed)
    : Exception($"'{refused}' is refused in state '{state}'; allowed: {(allowed.Count == 0 ? "nothing" : string.Join(", ", allowed))}.")
{
    public string State { get; } = state;

    public IReadOnlyList<string> Allowed { get; } = allowed;

    /// <summary>The refusal with what the table allows instead.</summary>
    public static TransitionRefusedException For<TState, TEvent>(TransitionTable<TState, TEvent> table, TState state, TEvent refused)
        where TState : struct, Enum
        where TEvent : struct, Enum
        => new($"{state}", $"{refused}", [.. table.AllowedIn(state).Select(@event => $"{@event}")]);
}
