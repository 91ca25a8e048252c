using System.Diagnostics.CodeAnalysis;

namespace BackOffice.LocalRuntime.Storage;

/// <summary>
/// The emulator of a data folder in the hands of the app that stops it: the one that started it or, when that one was killed,
/// the next. The kernel frees the hold however an app ends.
/// </summary>
internal sealed class OwnAzurite : IDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(200);

    private readonly FileStream hold;

    private OwnAzurite(AzuriteServer server, FileStream hold)
    {
        Server = server;
        this.hold = hold;
    }

    public AzuriteServer Server { get; }

    /// <summary>Makes sure that an emulator answers on the ports.</summary>
    /// <param name="options">With a data folder and three fixed ports.</param>
    /// <param name="cancellationToken">Ends the wait for an app that is just starting it.</param>
    /// <returns>Null when it is not this app's to stop: a living app has it, or somebody started one by hand.</returns>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The hold is the result's, or released with it.")]
    public static async Task<OwnAzurite?> TakeAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.DataFolder!).FullName;
        while (true)
        {
            if (TryHold(folder) is { } hold)
            {
                return await TakeAsync(options, hold, cancellationToken);
            }

            if (await AzuriteServer.IsListeningAsync(Address(options), cancellationToken))
            {
                return null;
            }

            await Task.Delay(AskAgain, options.Time, cancellationToken);
        }
    }

    public async Task StopAsync()
    {
        await Server.StopAsync();
        Dispose();
    }

    /// <summary>Lets go of it and leaves it running, for the next app.</summary>
    public void Dispose() => hold.Dispose();

    private static async Task<OwnAzurite?> TakeAsync(AzuriteOptions options, FileStream hold, CancellationToken cancellationToken)
    {
        OwnAzurite? own = null;
        try
        {
            var left = await AzuriteServer.FindRunningAsync(options, cancellationToken);
            if (left is not null && left.ConnectionString() == Address(options))
            {
                own = new OwnAzurite(left, hold);
            }
            else if (!await AzuriteServer.IsListeningAsync(Address(options), cancellationToken))
            {
                own = new OwnAzurite(await AzuriteServer.StartAsync(options, cancellationToken), hold);
            }

            return own;
        }
        finally
        {
            if (own is null)
            {
                await hold.DisposeAsync();
            }
        }
    }

    private static FileStream? TryHold(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Address(AzuriteOptions options)
        => StorageConnectionString.ForPorts(
            StorageConnectionString.EmulatorAccount,
            StorageConnectionString.EmulatorKey,
            new AzuritePorts(options.BlobPort, options.QueuePort, options.TablePort)).ToString();
}
