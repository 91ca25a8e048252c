using BackOffice.LocalRuntime.Messaging;
using BackOffice.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Messaging.Contract;

/// <summary>This runtime's own namespace with the entities of the contract, on a table in Azurite.</summary>
public sealed class ContractBus : IAsyncLifetime
{
    private Broker? broker;

    public string ConnectionString { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        var host = $"contract-{Guid.NewGuid():N}.localhost";
        ConnectionString = $"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=a2V5;UseDevelopmentEmulator=true;";
        var store = TableBrokerTests.Table(AzuriteFixture.FreshAccount());
        await store.PrepareAsync(CancellationToken.None);
        var entities = NamespaceFile.Load(Path.Combine(AppContext.BaseDirectory, "Messaging", "Contract", "entities.json"));
        broker = new Broker(entities, store, TimeProvider.System, NullLogger.Instance);
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

/// <summary>The contract, held against this runtime. Against Azure it is held by tests/BackOffice.ServiceBusContract.</summary>
public sealed class ServiceBusContractTests(ContractBus bus) : ServiceBusContract(bus.ConnectionString), IClassFixture<ContractBus>;
