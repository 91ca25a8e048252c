using Azure.Core;
using Azure.Data.Tables;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Storage;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Hosting;

/// <summary>Runs the engine while the app runs.</summary>
internal sealed class DurableHost(IServiceProvider services, DurableSettings settings, StorageConnections connections) : ITriggerListener, IAsyncDisposable
{
    private DurableEngine? engine;
    private EngineClient? client;

    public EngineClient Client => client ?? throw new InvalidOperationException("The durable engine is not running: the app has no orchestrator, or has not started yet.");

    public DurableEngine Engine => engine ?? throw new InvalidOperationException("The durable engine is not running.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var functions = new FunctionCatalogDurableFunctions(
            services.GetRequiredService<FunctionCatalog>(), services.GetRequiredService<IFunctionInvoker>(), settings.Converter());
        if (functions.Orchestrators.Count == 0)
        {
            return;
        }

        var around = new EngineServices(
            new TableEngineStore(Table()), functions, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());
        engine = new DurableEngine(settings.Read(), around) { OnFatal = _ => Fail() };
        client = new EngineClient(engine, settings.Hub);
        await engine.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (client is not null && engine is not null)
        {
            await client.DisposeAsync();
            await engine.DisposeAsync();
        }
    }

    private TableClient Table()
    {
        var options = new TableClientOptions();

        // The engine looks up what became of a commit and tries again by itself; the client should soon tell it.
        options.Retry.MaxRetries = 2;
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(50);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        return new TableServiceClient(connections.Get(settings.ConnectionSetting), options).GetTableClient($"{settings.Hub}Durable");
    }

    // What the engine would do is done by whoever took the hub; an app that only answers HTTP would mislead its users.
    private void Fail()
    {
        Environment.ExitCode = 1;
        services.GetService<IHostApplicationLifetime>()?.StopApplication();
    }
}
