using Azure.Core;
using BackOffice.LocalRuntime.Messaging;

namespace Azure.Messaging.ServiceBus;

/// <summary>The way to a namespace; makes senders and receivers. One for the life of the app.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    public ServiceBusClient(string connectionString)
        => FullyQualifiedNamespace = BusConnectionString.Parse(connectionString).Host;

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
        : this(connectionString)
        => ArgumentNullException.ThrowIfNull(options);

    /// <summary>The credential is never asked: the namespace lives in this process.</summary>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullyQualifiedNamespace);
        ArgumentNullException.ThrowIfNull(credential);
        FullyQualifiedNamespace = fullyQualifiedNamespace;
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options)
        : this(fullyQualifiedNamespace, credential)
        => ArgumentNullException.ThrowIfNull(options);

    internal ServiceBusClient(BusConnectionString connection) => FullyQualifiedNamespace = connection.Host;

    /// <summary>For test doubles.</summary>
    protected ServiceBusClient() => FullyQualifiedNamespace = string.Empty;

    public virtual string FullyQualifiedNamespace { get; }

    public virtual bool IsClosed { get; private set; }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueOrTopicName);
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return new ServiceBusSender(this, queueOrTopicName);
    }

    public virtual ServiceBusReceiver CreateReceiver(string queueName)
        => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return new ServiceBusReceiver(this, queueName, options ?? new ServiceBusReceiverOptions());
    }

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName)
        => CreateReceiver(topicName, subscriptionName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topicName);
        ArgumentException.ThrowIfNullOrWhiteSpace(subscriptionName);
        return CreateReceiver(EntityPath.OfSubscription(topicName, subscriptionName), options);
    }

    /// <summary>Waits for a session that has messages and no receiver, and takes it: 60 seconds at most.</summary>
    /// <exception cref="ServiceBusException">None came in time (ServiceTimeout).</exception>
    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string queueName,
        ServiceBusSessionReceiverOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        return ServiceBusSessionReceiver.AcceptNextAsync(this, queueName, cancellationToken);
    }

    /// <inheritdoc cref="AcceptNextSessionAsync(string, ServiceBusSessionReceiverOptions, CancellationToken)"/>
    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string topicName,
        string subscriptionName,
        ServiceBusSessionReceiverOptions? options = null,
        CancellationToken cancellationToken = default)
        => AcceptNextSessionAsync(EntityPath.OfSubscription(topicName, subscriptionName), options, cancellationToken);

    /// <summary>Takes that session, whether or not it has messages.</summary>
    /// <exception cref="ServiceBusException">Another receiver has it (SessionCannotBeLocked).</exception>
    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string queueName,
        string sessionId,
        ServiceBusSessionReceiverOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        ArgumentException.ThrowIfNullOrEmpty(sessionId);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(ServiceBusSessionReceiver.Accept(this, queueName, sessionId));
    }

    /// <inheritdoc cref="AcceptSessionAsync(string, string, ServiceBusSessionReceiverOptions, CancellationToken)"/>
    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string topicName,
        string subscriptionName,
        string sessionId,
        ServiceBusSessionReceiverOptions? options = null,
        CancellationToken cancellationToken = default)
        => AcceptSessionAsync(EntityPath.OfSubscription(topicName, subscriptionName), sessionId, options, cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        IsClosed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <exception cref="ServiceBusException">No namespace of that name runs in this process.</exception>
    internal Broker Connect()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return BrokerRegistry.Find(FullyQualifiedNamespace)
            ?? throw new ServiceBusException(
                $"No Service Bus answers at '{FullyQualifiedNamespace}'. This build reaches only the namespaces that the local runtime runs in this process.",
                ServiceBusFailureReason.ServiceCommunicationProblem);
    }
}

/// <summary>Present for the signatures; the namespace in this process needs no options.</summary>
public class ServiceBusClientOptions;
