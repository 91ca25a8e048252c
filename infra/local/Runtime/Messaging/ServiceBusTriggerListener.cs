using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Runs the functions that messages trigger: one pump each.</summary>
internal sealed class ServiceBusTriggerListener(
    IConfiguration configuration,
    FunctionCatalog functions,
    SettingNames settings,
    FunctionRunner runner,
    ILogger<ServiceBusTriggerListener> logger) : ITriggerListener, IAsyncDisposable
{
    private readonly List<MessagePump> pumps = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var options = ServiceBusOptions.Read(configuration);
        var connections = new BusConnections(configuration);
        pumps.AddRange(functions.TriggeredBy<ServiceBusTriggerAttribute>().Select(function => CreatePump(function, options, connections)));
        foreach (var pump in pumps)
        {
            pump.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(pumps.Select(pump => pump.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in pumps)
        {
            await pump.DisposeAsync();
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A client holds nothing but a name; its receiver is the pump's.")]
    private MessagePump CreatePump(FunctionDescriptor function, ServiceBusOptions options, BusConnections connections)
    {
        var trigger = function.Trigger;
        if (function.TriggerParameter.ParameterType is { IsArray: true } type && type != typeof(byte[]))
        {
            throw new StartupException($"{function.Name}: batches are not served; take one message.");
        }

        var client = new ServiceBusClient(new BusConnectionString(connections.Host(trigger.Get<string>("Connection"))));
        var path = trigger.Get<string>("queueName") is { } queue
            ? settings.Resolve(queue)
            : EntityPath.OfSubscription(settings.Resolve(trigger.Get<string>("topicName")!), settings.Resolve(trigger.Get<string>("subscriptionName")!));
        RequireDeclared(function, client, path);
        var own = options with { AutoCompleteMessages = trigger.Get("AutoCompleteMessages", options.AutoCompleteMessages) };
        return new MessagePump(function, client.CreateReceiver(path), own, runner, logger);
    }

    private static void RequireDeclared(FunctionDescriptor function, ServiceBusClient client, string path)
    {
        try
        {
            _ = client.Connect().FindSource(path);
        }
        catch (Exception missing) when (missing is ServiceBusException or InvalidOperationException)
        {
            throw new StartupException($"{function.Name}: {missing.Message}", missing);
        }
    }
}
