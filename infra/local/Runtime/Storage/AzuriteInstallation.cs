using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Storage;

/// <summary>The pinned Azurite of this repository, installed from its lock file the first time it is needed.</summary>
internal static class AzuriteInstallation
{
    private const string Solution = "BackOffice.Functions.sln";

    /// <exception cref="StartupException">The app does not run from within the repository.</exception>
    public static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return Path.Combine(folder.FullName, "infra", "local", "Azurite");
            }
        }

        throw new StartupException($"Azurite is started from the repository, and no folder above {AppContext.BaseDirectory} holds {Solution}. Start an Azurite yourself, or run from the repository.");
    }

    /// <summary>Does nothing when it is there. Several processes may ask at once: one installs, the others wait.</summary>
    public static async Task EnsureAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        if (IsInstalled(folder))
        {
            return;
        }

        using var onlyOne = await LockAsync(folder, cancellationToken);
        if (IsInstalled(folder))
        {
            return;
        }

        progress("Installing the storage emulator (npm ci, once)...");
        await InstallAsync(folder, cancellationToken);
        progress("The storage emulator is installed.");
    }

    // npm writes this file last, so that half an installation does not count.
    private static bool IsInstalled(string folder)
        => File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"));

    private static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var info = new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(info)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new StartupException($"The storage emulator could not be installed: 'npm ci' in infra/local/Azurite ended with code {process.ExitCode}.{Environment.NewLine}{(await errors).Trim()}{(await output).Trim()}");
            }
        }
        catch (Win32Exception exception)
        {
            throw new StartupException("Azurite needs Node, and 'npm' is not on the path: install Node 20 or newer.", exception);
        }
    }

    private static async Task<FileStream> LockAsync(string folder, CancellationToken cancellationToken)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
        var path = Path.Combine(Path.GetTempPath(), $"backoffice-azurite-{name}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }
}
