using System.Runtime.CompilerServices;
using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue, subscription or dead-letter queue under peek-lock, and settles what it received.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    /// <summary>What the client waits for a message when it is not told.</summary>
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);

    private readonly ServiceBusClient? client;
    private readonly Lock peekGate = new();
    private long nextPeek;

    internal ServiceBusReceiver(ServiceBusClient client, string entityPath, ServiceBusReceiverOptions options)
    {
        this.client = client;
        EntityPath = options.SubQueue switch
        {
            SubQueue.None => entityPath,
            SubQueue.DeadLetter => BackOffice.LocalRuntime.Messaging.EntityPath.OfDeadLetterQueue(entityPath),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.SubQueue, "No such sub-queue."),
        };
    }

    /// <summary>For the session receiver, which has found its source already.</summary>
    internal ServiceBusReceiver(ServiceBusClient client, string entityPath)
    {
        this.client = client;
        EntityPath = entityPath;
    }

    /// <summary>For test doubles.</summary>
    protected ServiceBusReceiver() => EntityPath = string.Empty;

    public virtual string EntityPath { get; }

    public virtual string FullyQualifiedNamespace => client?.FullyQualifiedNamespace ?? string.Empty;

    public virtual bool IsClosed { get; private set; }

    /// <returns>Null when none came in time: 60 seconds unless told.</returns>
    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
        => await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken) is [var message] ? message : null;

    /// <returns>What is there as soon as anything is; empty when nothing came in time.</returns>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages,
        TimeSpan? maxWaitTime = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessages);
        var wait = maxWaitTime ?? DefaultWait;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(maxWaitTime));
        return ReceiveAsync(new ReceiveRequest(maxMessages, wait, cancellationToken));
    }

    /// <summary>One after the other, without end.</summary>
    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await ReceiveMessageAsync(null, cancellationToken) is { } message)
            {
                yield return message;
            }
        }
    }

    /// <summary>Looks without locking, from the oldest or from a sequence number on; locked messages are seen too.</summary>
    public virtual async Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
        => await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken) is [var message] ? message : null;

    /// <inheritdoc cref="PeekMessageAsync"/>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages,
        long? fromSequenceNumber = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessages);
        cancellationToken.ThrowIfCancellationRequested();
        var source = Source();
        lock (peekGate)
        {
            var found = source.Peek(maxMessages, fromSequenceNumber ?? nextPeek, PeekedSession);
            nextPeek = found.Count == 0 ? nextPeek : found[^1].SequenceNumber + 1;
            return Task.FromResult(found);
        }
    }

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        => SettleAsync(message, (source, token) => source.CompleteAsync(token), cancellationToken);

    /// <summary>Gives the message back for another delivery, at once.</summary>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(message, (source, token) => source.AbandonAsync(token, propertiesToModify), cancellationToken);

    /// <summary>Sets the message aside. It comes again only to who asks for its sequence number, and never expires meanwhile.</summary>
    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
        => SettleAsync(message, (source, token) => source.DeferAsync(token, propertiesToModify), cancellationToken);

    /// <exception cref="ServiceBusException">The message is not deferred, or is with another receiver (MessageNotFound).</exception>
    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
        => (await ReceiveDeferredMessagesAsync([sequenceNumber], cancellationToken))[0];

    /// <inheritdoc cref="ReceiveDeferredMessageAsync"/>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        cancellationToken.ThrowIfCancellationRequested();
        return ReceiveDeferredAsync(sequenceNumbers);
    }

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = null,
        CancellationToken cancellationToken = default)
        => DeadLetterAsync(message, new DeadLetter(null, null, propertiesToModify), cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        string deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
        => DeadLetterAsync(message, new DeadLetter(deadLetterReason, deadLetterErrorDescription), cancellationToken);

    /// <exception cref="InvalidOperationException">A message of a session: its session is renewed instead.</exception>
    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        message.LockedUntil = await RequirePlain().RenewAsync(message.Lock);
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (IsClosed)
        {
            return Task.CompletedTask;
        }

        IsClosed = true;
        return ReleaseAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    internal Task DeadLetterAsync(ServiceBusReceivedMessage message, DeadLetter reason, CancellationToken cancellationToken)
    {
        MessageLimits.CheckText(reason.Reason, "deadLetterReason");
        MessageLimits.CheckText(reason.Description, "deadLetterErrorDescription");
        return SettleAsync(message, (source, token) => source.DeadLetterAsync(token, reason), cancellationToken);
    }

    private async Task SettleAsync(ServiceBusReceivedMessage message, Func<MessageSource, Guid, Task> settle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        await settle(Source(), message.Lock).WaitAsync(cancellationToken);
    }

    internal virtual string? PeekedSession => null;

    /// <summary>Gives up what the receiver has beside its messages: a message's own lock merely runs out.</summary>
    internal virtual Task ReleaseAsync() => Task.CompletedTask;

    internal virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(ReceiveRequest request) => RequirePlain().ReceiveAsync(request);

    internal virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(IEnumerable<long> sequenceNumbers)
        => RequirePlain().ReceiveDeferredAsync(sequenceNumbers);

    internal virtual MessageSource Source()
    {
        ObjectDisposedException.ThrowIf(IsClosed || client is null, this);
        return client.Connect().FindSource(EntityPath);
    }

    private QueueSource RequirePlain()
        => Source() as QueueSource ?? throw new InvalidOperationException(
            $"'{EntityPath}' requires sessions: receive with AcceptNextSessionAsync or AcceptSessionAsync, and renew the session's lock.");
}

/// <summary>Which part of an entity a receiver reads.</summary>
public class ServiceBusReceiverOptions
{
    public SubQueue SubQueue { get; set; }

    /// <summary>Without effect here: nothing lies between the broker and its receiver.</summary>
    public int PrefetchCount { get; set; }
}

/// <summary>The queue itself, or the one for what could not be processed.</summary>
public enum SubQueue
{
    None = 0,
    DeadLetter = 1,
}
