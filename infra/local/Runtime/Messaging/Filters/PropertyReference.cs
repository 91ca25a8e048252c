namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>A property a rule speaks of: of the application, or, under sys, of the message itself. Names compare without case.</summary>
internal sealed record PropertyReference(string Name, Func<BusMessage, object?> Read)
{
    private static readonly Dictionary<string, Func<BusMessage, object?>> OfSystem = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ContentType"] = message => message.ContentType,
        ["CorrelationId"] = message => message.CorrelationId,
        ["Label"] = message => message.Subject,
        ["MessageId"] = message => message.MessageId,
        ["ReplyTo"] = message => message.ReplyTo,
        ["SessionId"] = message => message.SessionId,
        ["To"] = message => message.To,
    };

    public static PropertyReference User(string name) => new(name, message => Find(message, name));

    /// <exception cref="FilterSyntaxException">The message has no such property, or it is not served here.</exception>
    public static PropertyReference System(string name)
        => OfSystem.TryGetValue(name, out var read)
            ? new($"sys.{name}", read)
            : throw new FilterSyntaxException($"sys.{name} is none of {string.Join(", ", OfSystem.Keys.Select(known => $"sys.{known}"))} (the Subject is called Label here)");

    private static object? Find(BusMessage message, string name)
        => message.ApplicationProperties.TryGetValue(name, out var exact)
            ? exact
            : message.ApplicationProperties.FirstOrDefault(property => string.Equals(property.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>A rule's expression cannot be understood; the message says where.</summary>
internal sealed class FilterSyntaxException(string message) : Exception(message);
