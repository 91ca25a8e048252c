namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>Every value that is given must be equal, case included.</summary>
internal sealed class CorrelationFilter(IReadOnlyList<PropertyReference> properties, IReadOnlyList<string> values) : IMessageFilter
{
    public bool Matches(BusMessage message)
        => properties.Zip(values).All(condition => condition.First.Read(message) is { } found && string.Equals(AsText(found), condition.Second, StringComparison.Ordinal));

    /// <summary>The file gives text alone; a number or an id in the message never equals one.</summary>
    private static string? AsText(object value) => value as string;
}
