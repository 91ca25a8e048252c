using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Describes a function app: its services, settings and middleware. What it builds is the local runtime.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly RuntimeOptions options;
    private readonly WebApplicationBuilder web;
    private readonly MiddlewarePipeline middleware = new();

    internal FunctionsApplicationBuilder(RuntimeOptions options)
    {
        this.options = options;
        web = RuntimeComposition.Begin(options);
    }

    public IServiceCollection Services => web.Services;

    public ConfigurationManager Configuration => web.Configuration;

    public ILoggingBuilder Logging => web.Logging;

    public IMetricsBuilder Metrics => web.Metrics;

    public IHostEnvironment Environment => web.Environment;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    /// <summary>The app asked for ASP.NET Core requests and results, which is the only HTTP model here.</summary>
    internal bool ServesWeb { get; set; }

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        this.middleware.Add(middleware);
        return this;
    }

    public IHost Build()
        => StartupFailure.Guard(() => RuntimeComposition.Complete(web, options, middleware, ServesWeb), options);
}
