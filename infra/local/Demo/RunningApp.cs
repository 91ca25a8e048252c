using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.Demo;

/// <summary>The app under demonstration: one of our own on free ports with fresh storage, or one that runs already.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly AppProcess? process;
    private readonly AzuriteServer? azurite;
    private bool isDisposed;

    private RunningApp(Uri address, string storage, AppProcess? process, AzuriteServer? azurite)
    {
        Address = address;
        Storage = storage;
        this.process = process;
        this.azurite = azurite;
    }

    public Uri Address { get; }

    public string Storage { get; }

    public bool IsOurs => process is not null;

    /// <summary>Where to look when something went wrong.</summary>
    public string Log => process?.LogFile ?? "that of the running app";

    public static RunningApp At(Uri address, string storage) => new(address, storage, process: null, azurite: null);

    /// <summary>Starts an Azurite in memory and the app beside it, and waits until the app answers.</summary>
    /// <exception cref="StartupException">One of them did not come up; the message says why or where the log is.</exception>
    public static async Task<RunningApp> StartAsync(CancellationToken cancellationToken)
    {
        var store = await AzuriteServer.StartAsync(new AzuriteOptions { ParentProcessId = Environment.ProcessId }, cancellationToken);
        var storage = store.ConnectionString();
        var app = await AppProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "BackOffice.Functions.dll"),
            [$"--AzureWebJobsStorage={storage}"],
            cancellationToken);
        return new RunningApp(app.Address, storage, app, store);
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process?.WaitForExitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Stops what is ours; a second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        if (azurite is not null)
        {
            await azurite.StopAsync();
        }
    }
}

/// <summary>The demo cannot go on; the message says what is wrong and where to look.</summary>
internal sealed class DemoException(string message) : Exception(message);
