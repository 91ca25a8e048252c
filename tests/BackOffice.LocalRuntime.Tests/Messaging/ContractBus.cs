using BackOffice.LocalRuntime.Messaging;
using BackOffice.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Messaging;

/// <summary>
/// The namespace that the contract is held against: the one whose connection string is in BACKOFFICE_SERVICEBUS, with
/// the entities below, or else this runtime's own on a table in Azurite.
/// </summary>
public sealed class ContractBus : IAsyncLifetime
{
    public const string Setting = "BACKOFFICE_SERVICEBUS";

    private const string Entities = """
        { "UserConfig": { "Namespaces": [ { "Name": "contract",
          "Queues": [
            { "Name": "contract-queue", "Properties": { "LockDuration": "PT5S", "MaxDeliveryCount": 3 } },
            { "Name": "contract-unique", "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT20S" } } ],
          "Topics": [ { "Name": "contract-topic", "Subscriptions": [ { "Name": "one" }, { "Name": "two" } ] } ] } ] } }
        """;

    private Broker? broker;

    public string ConnectionString { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } real)
        {
            ConnectionString = real;
            return;
        }

        var host = $"contract-{Guid.NewGuid():N}.localhost";
        ConnectionString = $"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=a2V5;UseDevelopmentEmulator=true;";
        var store = TableBrokerTests.Table(AzuriteFixture.FreshAccount());
        await store.PrepareAsync(CancellationToken.None);
        broker = new Broker(NamespaceFile.Parse(Entities), store, TimeProvider.System, NullLogger.Instance);
        await broker.StartAsync(CancellationToken.None);
        Assert.True(BrokerRegistry.TryAdd(host, broker));
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
        {
            BrokerRegistry.Remove(broker);
            await broker.DisposeAsync();
        }
    }
}
