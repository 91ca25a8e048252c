using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>One app a store and hub on this machine. The kernel frees the lock however the process ends, kill -9 included; whoever ends in order leaves no file.</summary>
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
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            File.WriteAllText(OwnerOf(file), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StoreLock(stream);
        }
        catch (IOException exception)
        {
            throw new StartupException($"Another app (process {ReadOwner(file)}) runs on the same storage account and hub '{hub}'. Stop it, or give this one a hub of its own (AzureFunctionsJobHost__extensions__durableTask__hubName).", exception);
        }
    }

    /// <summary>Frees the store; a second call does nothing.</summary>
    public void Dispose()
    {
        if (held.CanRead)
        {
            File.Delete(OwnerOf(held.Name)); // while no other app can have written it
            held.Dispose();
        }
    }

    /// <summary>Beside the lock, because a locked file cannot be read.</summary>
    private static string OwnerOf(string file) => $"{file}.pid";

    private static string ReadOwner(string file)
    {
        try
        {
            return File.ReadAllText(OwnerOf(file));
        }
        catch (IOException)
        {
            return "unknown"; // it is just beginning or ending
        }
    }

    /// <summary>Named by the table address, so that the short name of the emulator and its long one are the same store.</summary>
    private static string Name(StorageConnectionString store, string hub)
    {
        var address = store.TableEndpoint.AbsoluteUri.TrimEnd('/').Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}|{hub}".ToLowerInvariant())));
        return $"{hub}-{digest[..16]}.lock";
    }
}
