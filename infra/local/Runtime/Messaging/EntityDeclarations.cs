using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
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
    /// <summary>Where a subscription begins to count: nobody can take its numbers for another's, or for the topic's.</summary>
    private readonly long firstNumber = Subscription is null ? 0
        : 1_000_000 + BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Subscription.ToLowerInvariant())));

    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxDeliveryCount { get; init; } = 10;

    public bool RequiresSession { get; init; }

    /// <summary>How long a message lives at most; null is for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>What has expired goes to the dead-letter queue; otherwise it is dropped.</summary>
    public bool DeadLettersExpired { get; init; }

    /// <summary>One of them must match; without any, all messages are taken.</summary>
    public IReadOnlyList<IMessageFilter> Rules { get; init; } = [];

    /// <summary>The number here of what the queue or topic has numbered so: always the same, and rising.</summary>
    public long NumberOf(long enqueued) => firstNumber + enqueued;

    public bool Takes(BusMessage message) => Rules.Count == 0 || Rules.Any(rule => rule.Matches(message));
}
