using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>The entities of one namespace, each on a partition of its own.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly Dictionary<string, BrokerEntity> entities;

    public Broker(NamespaceDeclaration declaration, IBrokerStore store, TimeProvider time, ILogger logger)
        => entities = declaration.Entities.ToDictionary(
            entity => entity.Name,
            entity => new BrokerEntity(entity, store, time, logger),
            StringComparer.OrdinalIgnoreCase);

    /// <summary>Sends that were dropped as duplicates since this process started, over all entities.</summary>
    public long DroppedDuplicates => entities.Values.Sum(entity => entity.DroppedDuplicates);

    public Task StartAsync(CancellationToken cancellationToken)
        => Task.WhenAll(entities.Values.Select(entity => entity.OpenAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken)
        => Task.WhenAll(entities.Values.Select(entity => entity.StopAsync(cancellationToken)));

    /// <summary>The queue or topic of that name, to send to.</summary>
    public BrokerEntity FindEntity(string path)
    {
        if (entities.TryGetValue(path, out var entity))
        {
            return entity;
        }

        _ = FindSource(path);
        throw new InvalidOperationException($"'{path}' is a subscription or a dead-letter queue: send to its queue or topic.");
    }

    /// <summary>The queue, subscription or dead-letter queue of that path, to receive from.</summary>
    public MessageSource FindSource(string path)
    {
        var (withoutDeadLetter, deadLetter) = EntityPath.SplitDeadLetter(path);
        var (name, subscription) = EntityPath.SplitSubscription(withoutDeadLetter);
        if (!entities.TryGetValue(name, out var entity))
        {
            throw NotFound(path);
        }

        if (entity.IsTopic && subscription is null)
        {
            throw new InvalidOperationException($"'{path}' is a topic: messages are received from one of its subscriptions.");
        }

        var source = entity.FindSource(subscription) ?? throw NotFound(path);
        return deadLetter ? source.DeadLetterQueue! : source;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        foreach (var entity in entities.Values)
        {
            entity.Dispose();
        }
    }

    private static ServiceBusException NotFound(string path) => new(
        $"The messaging entity '{path}' could not be found. Entities are declared in servicebus.json.",
        ServiceBusFailureReason.MessagingEntityNotFound,
        path);
}
