using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>Makes functions with [TimerTrigger] run.</summary>
internal static class TimersModule
{
    public static IServiceCollection AddTimerTriggers(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FunctionSettings>();
        services.TryAddSingleton<IScheduleStatusStore, BlobScheduleStatusStore>();
        services.TryAddSingleton<ITimerLocks>(provider => new BlobTimerLocks(
            provider.GetRequiredService<StorageConnections>(),
            provider.GetRequiredService<HostIdentity>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<BlobTimerLocks>>()));
        services.AddSingleton(provider => new TimerSurroundings(
            provider.GetRequiredService<IFunctionInvoker>(),
            provider.GetRequiredService<IScheduleStatusStore>(),
            provider.GetRequiredService<ITimerLocks>(),
            provider.GetRequiredService<ILogger<TimerListener>>())
        {
            Time = provider.GetRequiredService<TimeProvider>(),
        });
        services.AddSingleton<TimerListener>();
        services.AddSingleton<ITriggerListener>(provider => provider.GetRequiredService<TimerListener>());
        services.AddSingleton<IManualTrigger>(provider => provider.GetRequiredService<TimerListener>());
        return services;
    }
}
