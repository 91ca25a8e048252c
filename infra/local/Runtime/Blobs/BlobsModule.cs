using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>Makes functions with [BlobTrigger] run.</summary>
internal static class BlobsModule
{
    public static IServiceCollection AddBlobTriggers(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FunctionSettings>();
        services.AddSingleton<BlobAccounts>();
        services.AddSingleton<BlobFunctions>();
        services.AddSingleton(provider => new BlobSurroundings(
            provider.GetRequiredService<IFunctionInvoker>(),
            provider.GetRequiredService<TimeProvider>(),
            BlobTriggerOptions.Of(provider.GetRequiredService<IConfiguration>()),
            provider.GetRequiredService<ILogger<BlobTriggerListener>>()));
        services.AddSingleton<BlobTriggerListener>();
        services.AddSingleton<ITriggerListener>(provider => provider.GetRequiredService<BlobTriggerListener>());
        services.AddSingleton<IManualTrigger, BlobManualTrigger>();
        return services;
    }
}
