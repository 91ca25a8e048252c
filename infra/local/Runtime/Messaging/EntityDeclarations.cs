using BackOffice.LocalRuntime.Messaging.Filters;

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

/// <summary>Something that messages are received from: a queue, then without a name, or a subscription. A queue takes every message.</summary>
internal sealed record SourceDeclaration(string? Subscription)
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxDeliveryCount { get; init; } = 10;

    public bool RequiresSession { get; init; }

    /// <summary>How long a message lives at most; null is for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>What has expired goes to the dead-letter queue; otherwise it is dropped.</summary>
    public bool DeadLettersExpired { get; init; }

    /// <summary>One of them must match; without any, all messages are taken.</summary>
    public IReadOnlyList<IMessageFilter> Rules { get; init; } = [];

    public bool Takes(BusMessage message) => Rules.Count == 0 || Rules.Any(rule => rule.Matches(message));
}
