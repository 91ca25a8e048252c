using Azure.Data.Tables;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Service Bus in an app. The broker belongs first among what listens, so that it outlives whatever sends; the triggers last.</summary>
internal static class MessagingModule
{
    /// <summary>The namespace of servicebus.json; a second call does nothing.</summary>
    public static IServiceCollection AddServiceBusBroker(this IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(BrokerListener)))
        {
            services.AddSingleton<IBrokerStore>(provider
                => new TableBrokerStore(new TableClient(provider.GetRequiredService<StorageConnections>().Get(), TableBrokerStore.TableName)));
            services.AddSingleton<BrokerListener>();
            services.AddSingleton<ITriggerListener>(provider => provider.GetRequiredService<BrokerListener>());
        }

        return services;
    }

    /// <summary>The functions that messages trigger, and the broker if it is not there yet.</summary>
    public static IServiceCollection AddServiceBusTriggers(this IServiceCollection services)
    {
        services.AddServiceBusBroker();
        services.AddSingleton<FunctionRunner>();
        services.AddSingleton<ITriggerListener, ServiceBusTriggerListener>();
        services.AddSingleton<IManualTrigger, ServiceBusManualTrigger>();
        return services;
    }
}
