using BackOffice.LocalRuntime.Storage;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>The store of an app while it runs: this app alone on it, and an emulator behind it where the settings want one.</summary>
internal sealed class RuntimeStorage(IEnumerable<ITriggerListener> listeners, StorageConnections connections, HostIdentity identity, IConfiguration configuration) : IDisposable
{
    public const string EmulatorSetting = "LocalRuntime:Azurite";

    private const string Emulator = "UseDevelopmentStorage=true";

    private StoreLock? held;
    private OwnAzurite? emulator;

    /// <summary>Whatever listens keeps its state in the store; an app of HTTP functions alone needs none.</summary>
    private bool IsNeeded => listeners.Any();

    private bool StartsEmulator => configuration[EmulatorSetting] is not { Length: > 0 } choice || string.Equals(choice, "auto", StringComparison.OrdinalIgnoreCase);

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (!IsNeeded)
        {
            return;
        }

        var connection = connections.Get();
        held = StoreLock.Take(StorageConnectionString.Parse(connection), identity.HubName);
        if (StartsEmulator && connection.TrimEnd(';') == Emulator)
        {
            emulator = await OwnAzurite.TakeAsync(OwnEmulator(), cancellationToken);
        }
    }

    /// <summary>After the app has drained: stops the emulator that it started or that a killed app left, and no other.</summary>
    public async Task CloseAsync()
    {
        if (emulator is not null)
        {
            await emulator.StopAsync();
            emulator = null;
        }

        Release();
    }

    /// <summary>Frees the store for the next app; an emulator stays for it.</summary>
    public void Release()
    {
        emulator?.Dispose();
        emulator = null;
        held?.Dispose();
        held = null;
    }

    public void Dispose() => Release();

    private static AzuriteOptions OwnEmulator()
    {
        var address = StorageConnectionString.Parse(Emulator);
        return new AzuriteOptions
        {
            DataFolder = Path.Combine(LocalSettings.SolutionFolder(AppContext.BaseDirectory) ?? AppContext.BaseDirectory, ".azurite"),
            BlobPort = address.BlobEndpoint.Port,
            QueuePort = address.QueueEndpoint.Port,
            TablePort = address.TableEndpoint.Port,
        };
    }
}
