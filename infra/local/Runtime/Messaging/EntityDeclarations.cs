namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The entities of a namespace as servicebus.json declares them.</summary>
internal sealed record NamespaceDeclaration(string Name, IReadOnlyList<EntityDeclaration> Entities);

/// <summary>A queue (no subscriptions, a source of its own) or a topic with its subscriptions.</summary>
internal sealed record EntityDeclaration(string Name, IReadOnlyList<SourceDeclaration> Sources)
{
    public bool IsTopic { get; init; }

    /// <summary>How long a MessageId is remembered; null where duplicates are not detected.</summary>
    public TimeSpan? DuplicateWindow { get; init; }
}

/// <summary>Something that messages are received from: a queue, then without a name, or a subscription.</summary>
internal sealed record SourceDeclaration(string? Subscription)
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxDeliveryCount { get; init; } = 10;
}
