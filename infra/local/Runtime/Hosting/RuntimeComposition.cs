using Azure.Core.Serialization;
using BackOffice.LocalRuntime.Http;
using BackOffice.LocalRuntime.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Puts the local runtime together around an app: before its own registrations, and after them.</summary>
internal static class RuntimeComposition
{
    public static WebApplicationBuilder Begin(RuntimeOptions options)
    {
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = options.AppName,
            ContentRootPath = options.ContentRoot,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        RuntimeConfiguration.AddTo(web.Configuration, options);
        var intake = new Intake();
        web.Services.AddSingleton(intake);
        RuntimeLogging.Configure(web.Logging, web.Configuration, intake, options.Hooks?.LogsToConsole ?? true);
        AddRuntime(web.Services, web.Configuration, options);
        if (options.Hooks?.Time is { } time)
        {
            web.Services.AddSingleton(time);
        }

        foreach (var module in options.Modules)
        {
            module(web.Services);
        }

        return web;
    }

    public static IHost Complete(WebApplicationBuilder web, RuntimeOptions options, MiddlewarePipeline middleware, bool servesWeb)
    {
        web.Services.AddSingleton(middleware);
        web.Services.TryAddSingleton(TimeProvider.System);
        options.Hooks?.ConfigureServices?.Invoke(web.Services);
        web.Services.AddHostedService(services => services.GetRequiredService<ListenerLifetime>());
        web.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        RuntimeServer.Configure(web.WebHost, web.Configuration);
        var app = web.Build();
        var functions = app.Services.GetRequiredService<HttpFunctions>();
        if (functions.All.Count > 0 && !servesWeb)
        {
            throw new StartupException("The app has HTTP functions: call builder.ConfigureFunctionsWebApplication() in Program.cs.");
        }

        HttpPipeline.Map(app, functions);
        return new LocalRuntimeHost(app, options);
    }

    private static void AddRuntime(IServiceCollection services, IConfiguration settings, RuntimeOptions options)
    {
        services.AddRouting();
        services.AddOptions<WorkerOptions>().PostConfigure(worker
            => worker.Serializer ??= new JsonObjectSerializer(new() { PropertyNameCaseInsensitive = true }));
        services.AddSingleton(options);
        services.AddSingleton(FunctionDiscovery.Discover(options.FunctionTypes, settings));
        services.AddSingleton<PowerSwitch>();
        services.AddSingleton<ListenerLifetime>();
        services.AddSingleton<RuntimeStorage>();
        services.AddSingleton<TelemetryExport>();
        services.AddSingleton<Banner>();
        services.AddSingleton<SettingNames>();
        services.AddSingleton<StorageConnections>();
        services.AddSingleton(HostIdentities.Create);
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
        HttpPipeline.AddTo(services);
    }
}
