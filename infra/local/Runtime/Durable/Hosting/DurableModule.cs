using BackOffice.LocalRuntime.Durable.Http;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BackOffice.LocalRuntime.Durable.Hosting;

/// <summary>Makes functions with [OrchestrationTrigger], [ActivityTrigger] and [DurableClient] run.</summary>
internal static class DurableModule
{
    public static IServiceCollection AddDurableTask(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DurableSettings>();
        services.AddSingleton<DurableHost>();
        services.AddSingleton<ITriggerListener>(provider => provider.GetRequiredService<DurableHost>());
        services.AddSingleton<IInputBinding, DurableClientBinding>();
        services.AddSingleton<IWebhook, ManagementApi>();
        return services;
    }
}
