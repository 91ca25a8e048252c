using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>One app a store and hub on this machine. The kernel frees the lock however the process ends, kill -9 included.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream held;

    private StoreLock(FileStream held) => this.held = held;

    /// <exception cref="StartupException">Another app has the store; the message names its process.</exception>
    public static StoreLock Take(StorageConnectionString store, string hub)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"backoffice-functions-{Environment.UserName}"));
        var file = Path.Combine(folder.FullName, Name(store, hub));
        try
        {
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerOf(file), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StoreLock(stream);
        }
        catch (IOException exception)
        {
            var owner = File.Exists(OwnerOf(file)) ? File.ReadAllText(OwnerOf(file)) : "unknown";
            throw new StartupException($"Another app (process {owner}) runs on the same storage account and hub '{hub}'. Stop it, or give this one a hub of its own (AzureFunctionsJobHost__extensions__durableTask__hubName).", exception);
        }
    }

    public void Dispose() => held.Dispose();

    /// <summary>Beside the lock, because a locked file cannot be read.</summary>
    private static string OwnerOf(string file) => $"{file}.pid";

    /// <summary>Named by the table address, so that the short name of the emulator and its long one are the same store.</summary>
    private static string Name(StorageConnectionString store, string hub)
    {
        var address = store.TableEndpoint.AbsoluteUri.TrimEnd('/').Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}|{hub}".ToLowerInvariant())));
        return $"{hub}-{digest[..16]}.lock";
    }
}
