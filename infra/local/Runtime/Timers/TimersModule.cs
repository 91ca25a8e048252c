using BackOffice.LocalRuntime.Hosting;
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
        services.AddSingleton(provider => new TimerSurroundings(
            provider.GetRequiredService<IFunctionInvoker>(),
            provider.GetRequiredService<IScheduleStatusStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TimerListener>>()));
        services.AddSingleton<TimerListener>();
        services.AddSingleton<ITriggerListener>(provider => provider.GetRequiredService<TimerListener>());
        services.AddSingleton<IManualTrigger>(provider => provider.GetRequiredService<TimerListener>());
        return services;
    }
}
