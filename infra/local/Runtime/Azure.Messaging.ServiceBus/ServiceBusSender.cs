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

    /// <summary>Sends a message that can be received at that time and not before.</summary>
    /// <returns>The sequence number that takes it back until then; it gets another one when its time has come.</returns>
    public virtual async Task<long> ScheduleMessageAsync(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
        => (await ScheduleMessagesAsync([message], scheduledEnqueueTime, cancellationToken))[0];

    /// <inheritdoc cref="ScheduleMessageAsync"/>
    public virtual Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages,
        DateTimeOffset scheduledEnqueueTime,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return SendAsync([.. messages.Select(message => BusMessage.Of(message) with { ScheduledFor = scheduledEnqueueTime })], cancellationToken);
    }

    /// <summary>Takes a scheduled message back before its time.</summary>
    /// <exception cref="ServiceBusException">It is not there, or its time has come (MessageNotFound).</exception>
    public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
        => CancelScheduledMessagesAsync([sequenceNumber], cancellationToken);

    /// <inheritdoc cref="CancelScheduledMessageAsync"/>
    public virtual Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        cancellationToken.ThrowIfCancellationRequested();
        return Connect().FindEntity(EntityPath).CancelAsync(sequenceNumbers).WaitAsync(cancellationToken);
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

    private async Task<IReadOnlyList<long>> SendAsync(IReadOnlyList<BusMessage> contents, CancellationToken cancellationToken)
    {
        var broker = Connect();
        cancellationToken.ThrowIfCancellationRequested();
        if (contents.Count == 0)
        {
            return [];
        }

        MessageLimits.Check(contents, EntityPath);
        return await broker.FindEntity(EntityPath).SendAsync(contents).WaitAsync(cancellationToken);
    }

    private Broker Connect()
    {
        ObjectDisposedException.ThrowIf(IsClosed || client is null, this);
        return client.Connect();
    }
}
