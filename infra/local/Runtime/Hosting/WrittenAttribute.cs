namespace BackOffice.LocalRuntime.Hosting;

/// <summary>
/// An attribute with only the arguments its source line wrote. Azure builds a function's metadata from those, so an
/// argument that was left out takes the host's default and not the attribute's own (W-3, W-4).
/// </summary>
internal sealed record WrittenAttribute(Type Type, IReadOnlyDictionary<string, object?> Arguments)
{
    /// <summary>The written argument, by constructor parameter or property name without regard to case; the host's default if absent.</summary>
    public T? Get<T>(string name, T? hostDefault = default)
        => Arguments.TryGetValue(name, out var value) && value is T typed ? typed : hostDefault;
}
