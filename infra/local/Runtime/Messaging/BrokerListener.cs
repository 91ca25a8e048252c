using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Runs the app's namespace, under every host that its settings call it by, from before anything can send until nothing does any more.</summary>
internal sealed class BrokerListener(
    IConfiguration configuration,
    IBrokerStore store,
    FunctionCatalog functions,
    TimeProvider time,
    ILogger<BrokerListener> logger) : ITriggerListener, IAsyncDisposable
{
    public const string FileSetting = "LocalRuntime:ServiceBusEntities";
    private const string FileName = "servicebus.json";

    private Broker? broker;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var connections = new BusConnections(configuration);
        var entities = NamespaceFile.Load(configuration[FileSetting] ?? Path.Combine(AppContext.BaseDirectory, FileName));
        HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase) { connections.OwnHost };
        hosts.UnionWith(functions.TriggeredBy<ServiceBusTriggerAttribute>().Select(function => connections.Host(function.Trigger.Get<string>("Connection"))));

        await store.PrepareAsync(cancellationToken);
        var starting = new Broker(entities, store, time, logger);
        try
        {
            await starting.StartAsync(cancellationToken);
            Register(starting, hosts);
        }
        catch
        {
            BrokerRegistry.Remove(starting);
            await starting.DisposeAsync();
            throw;
        }

        broker = starting;
        foreach (var host in hosts)
        {
            MessagingLog.Started(logger, host, entities.Entities.Count);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (broker is not null)
        {
            BrokerRegistry.Remove(broker);
            await broker.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
        {
            BrokerRegistry.Remove(broker);
            await broker.DisposeAsync();
        }
    }

    private static void Register(Broker starting, HashSet<string> hosts)
    {
        if (hosts.FirstOrDefault(host => !BrokerRegistry.TryAdd(host, starting)) is { } taken)
        {
            throw new StartupException($"Another app in this process serves the Service Bus namespace '{taken}'. Name another host in {BusConnections.Default}, sb://second.localhost for instance.");
        }
    }
}
