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
    private readonly List<IMessagePump> pumps = [];

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
    private IMessagePump CreatePump(FunctionDescriptor function, ServiceBusOptions options, BusConnections connections)
    {
        var trigger = function.Trigger;
        var client = new ServiceBusClient(new BusConnectionString(connections.Host(trigger.Get<string>("Connection"))));
        var path = trigger.Get<string>("queueName") is { } queue
            ? settings.Resolve(queue)
            : EntityPath.OfSubscription(settings.Resolve(trigger.Get<string>("topicName")!), settings.Resolve(trigger.Get<string>("subscriptionName")!));
        var own = options with { AutoCompleteMessages = trigger.Get("AutoCompleteMessages", options.AutoCompleteMessages) };
        var target = new MessageFunction(function, own, RequireArrayIfBatched(function));
        return RequireSource(function, client, path) is SessionSource
            ? new SessionPump(target, cancellation => client.AcceptNextSessionAsync(path, cancellationToken: cancellation), runner, logger)
            : new MessagePump(target, client.CreateReceiver(path), runner, logger);
    }

    private static bool RequireArrayIfBatched(FunctionDescriptor function)
    {
        var isBatched = function.Trigger.Get("IsBatched", false);
        var takesMany = function.TriggerParameter.ParameterType is { IsArray: true } type && type != typeof(byte[]);
        return isBatched == takesMany
            ? isBatched
            : throw new StartupException($"{function.Name}: IsBatched = true goes with an array of messages, and only with one.");
    }

    private static MessageSource RequireSource(FunctionDescriptor function, ServiceBusClient client, string path)
    {
        MessageSource source;
        try
        {
            source = client.Connect().FindSource(path);
        }
        catch (Exception missing) when (missing is ServiceBusException or InvalidOperationException)
        {
            throw new StartupException($"{function.Name}: {missing.Message}", missing);
        }

        return function.Trigger.Get("IsSessionsEnabled", false) == source is SessionSource
            ? source
            : throw new StartupException($"{function.Name}: IsSessionsEnabled of the trigger and RequiresSession of '{path}' in servicebus.json differ.");
    }
}
