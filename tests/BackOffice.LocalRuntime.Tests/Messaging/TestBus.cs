using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Messaging;
using BackOffice.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>A namespace of its own for one test, with its clock and its table.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    public const string Entities = """
        { "UserConfig": { "Namespaces": [ { "Name": "test",
          "Queues": [
            { "Name": "orders", "Properties": { "LockDuration": "PT30S", "MaxDeliveryCount": 3 } },
            { "Name": "unique", "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT10M" } },
            { "Name": "fresh", "Properties": { "DefaultMessageTimeToLive": "PT1H", "DeadLetteringOnMessageExpiration": true } },
            { "Name": "letters", "Properties": { "RequiresSession": true, "MaxDeliveryCount": 3 } } ],
          "Topics": [
            { "Name": "events", "Properties": { "RequiresDuplicateDetection": true },
              "Subscriptions": [ { "Name": "audit" }, { "Name": "billing", "Properties": { "MaxDeliveryCount": 2 } } ] },
            { "Name": "notices", "Properties": { "RequiresDuplicateDetection": true },
              "Subscriptions": [
                { "Name": "mail", "Properties": { "RequiresSession": true },
                  "Rules": [ { "Name": "mail", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Properties": { "channel": "mail" } } } } ] },
                { "Name": "large",
                  "Rules": [ { "Name": "large", "Properties": { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "amount >= 1000" } } },
                             { "Name": "urgent", "Properties": { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "sys.Label LIKE 'urgent%'" } } } ] } ] } ] } ] } }
        """;

    private readonly string host = $"bus-{Guid.NewGuid():N}.localhost";
    private readonly NamespaceDeclaration declaration = NamespaceFile.Parse(Entities);
    private readonly TimeProvider time;

    private TestBus(TimeProvider time, IBrokerStore store)
    {
        this.time = time;
        Store = store;
        Client = new ServiceBusClient(ConnectionString);
        Broker = NewBroker();
    }

    public string ConnectionString => $"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=c29tZS1rZXk=;UseDevelopmentEmulator=true;";

    public FakeTime Time => (FakeTime)time;

    public IBrokerStore Store { get; private set; }

    public ServiceBusClient Client { get; }

    public Broker Broker { get; private set; }

    /// <param name="store">A table of an earlier bus, or null for an empty one.</param>
    /// <param name="time">The clock; null for one that stands still.</param>
    public static async Task<TestBus> StartAsync(IBrokerStore? store = null, TimeProvider? time = null)
    {
        var bus = new TestBus(time ?? new FakeTime(), store ?? new MemoryStore());
        await bus.RunAsync();
        return bus;
    }

    public ServiceBusReceiver DeadLetters(string queue)
        => Client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public Task SendAsync(string entity, params string[] messageIds)
        => Client.CreateSender(entity).SendMessagesAsync(messageIds.Select(id => new ServiceBusMessage(id) { MessageId = id }));

    /// <summary>The ids in a queue or subscription, locked or not, in order.</summary>
    public async Task<string[]> ContentAsync(ServiceBusReceiver receiver)
        => [.. (await receiver.PeekMessagesAsync(10_000, 0)).Select(message => message.MessageId!)];

    /// <summary>Another process on the same table; the one before it knows nothing of its end.</summary>
    public async Task RestartAsync(IBrokerStore? store = null)
    {
        await KillAsync();
        Store = store ?? Store;
        Broker = NewBroker();
        await RunAsync();
    }

    public async Task KillAsync()
    {
        BrokerRegistry.Remove(Broker);
        await Broker.StopAsync(new CancellationToken(canceled: true));
    }

    public async ValueTask DisposeAsync()
    {
        BrokerRegistry.Remove(Broker);
        await Client.DisposeAsync();
        await Broker.DisposeAsync();
    }

    private Broker NewBroker() => new(declaration, Store, time, NullLogger.Instance);

    private async Task RunAsync()
    {
        await Store.PrepareAsync(CancellationToken.None);
        await Broker.StartAsync(CancellationToken.None);
        Assert.True(BrokerRegistry.TryAdd(host, Broker));
    }
}
