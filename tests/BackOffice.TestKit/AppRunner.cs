using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackOffice.TestKit;

/// <summary>A function app started through its real entry point, in this process, on a port of its own.</summary>
internal sealed class AppRunner : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromMinutes(1);

    private readonly LocalRuntimeHooks hooks;
    private readonly IHost host;
    private readonly Task run;
    private bool ended;

    private AppRunner(LocalRuntimeHooks hooks, (IHost Host, Uri Address) started, Task run, DelegatingHandler? around)
    {
        this.hooks = hooks;
        host = started.Host;
        this.run = run;
        BaseAddress = started.Address;
        around?.InnerHandler = new SocketsHttpHandler();
        Client = new HttpClient(around ?? (HttpMessageHandler)new SocketsHttpHandler()) { BaseAddress = BaseAddress };
    }

    /// <summary>What a test project puts between its tests and an app, by the app's assembly: a handler that looks at every answer, or null.</summary>
    public static Func<Assembly, DelegatingHandler?> Around { get; set; } = _ => null;

    public Uri BaseAddress { get; }

    /// <summary>A client of the app without keys or user.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>Invokes the entry point of an executable and returns once its HTTP is open. A port of its own unless the arguments choose one, and a copy of all messages in <see cref="WatchedNamespace"/>.</summary>
    /// <exception cref="StartupException">The app cannot start.</exception>
    public static Task<AppRunner> StartAsync(Assembly app, IEnumerable<string> args, LocalRuntimeHooks? hooks = null)
    {
        var entry = app.EntryPoint ?? throw new ArgumentException($"{app.GetName().Name} has no entry point.", nameof(app));
        string[] line = ["--port=0", WatchedNamespace.Setting, .. args];
        return StartAsync(() => entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, entry.GetParameters().Length == 0 ? [] : [line], null), hooks, Around(app));
    }

    /// <summary>The same for a host that a test builds: <paramref name="run"/> builds and runs it.</summary>
    public static Task<AppRunner> StartAsync(Action run, LocalRuntimeHooks? hooks = null) => StartAsync(run, hooks, around: null);

    private static async Task<AppRunner> StartAsync(Action run, LocalRuntimeHooks? hooks, DelegatingHandler? around)
    {
        hooks ??= new LocalRuntimeHooks();
        var started = new TaskCompletionSource<(IHost Host, Uri Address)>(TaskCreationOptions.RunContinuationsAsynchronously);
        hooks.Started += (host, address) => started.TrySetResult((host, address));
        var main = Run(run, hooks);
        if (await Task.WhenAny(started.Task, main) == main)
        {
            await main;
            throw new InvalidOperationException("The app ended before it opened HTTP.");
        }

        return new AppRunner(hooks, await started.Task, main, around);
    }

    /// <summary>As Ctrl+C: drains, then ends.</summary>
    public async Task StopAsync()
    {
        ended = true;
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await run.WaitAsync(StopTime);
    }

    /// <summary>As kill -9: nothing drains, nothing reports; the store is free for the next app.</summary>
    public void Abandon()
    {
        ended = true;
        hooks.Abandon();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!ended)
        {
            await StopAsync();
        }
    }

    /// <summary>On a thread of its own, which the entry point blocks for the life of the app.</summary>
    private static Task Run(Action run, LocalRuntimeHooks hooks)
        => Task.Factory.StartNew(
            () =>
            {
                LocalRuntimeHooks.Current = hooks;
                run();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
