using System.Diagnostics.CodeAnalysis;
using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue or topic. A send that returns has been stored.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly ServiceBusClient? client;

    internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName)
    {
        this.client = client;
        EntityPath = queueOrTopicName;
    }

    /// <summary>For test doubles.</summary>
    protected ServiceBusSender() => EntityPath = string.Empty;

    public virtual string EntityPath { get; }

    public virtual string FullyQualifiedNamespace => client?.FullyQualifiedNamespace ?? string.Empty;

    public virtual bool IsClosed { get; private set; }

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync([BusMessage.Of(message)], cancellationToken);
    }

    /// <summary>All of them or none.</summary>
    /// <exception cref="ServiceBusException">Together they exceed what one send may carry.</exception>
    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return SendAsync([.. messages.Select(BusMessage.Of)], cancellationToken);
    }

    /// <inheritdoc cref="SendMessagesAsync(IEnumerable{ServiceBusMessage}, CancellationToken)"/>
    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        return SendAsync([.. messageBatch.Contents], cancellationToken);
    }

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
        => CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller owns the batch.")]
    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var size = options.MaxSizeInBytes ?? MessageLimits.SendSize;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MessageLimits.SendSize, nameof(options));
        return ValueTask.FromResult(new ServiceBusMessageBatch(size));
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    private async Task SendAsync(IReadOnlyList<BusMessage> contents, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed || client is null, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (contents.Count > 0)
        {
            MessageLimits.Check(contents, EntityPath);
            await client.Connect().FindEntity(EntityPath).SendAsync(contents).WaitAsync(cancellationToken);
        }
    }
}
