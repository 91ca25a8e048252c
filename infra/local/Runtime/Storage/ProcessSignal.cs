using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace BackOffice.LocalRuntime.Storage;

/// <summary>Asks another process to end, which .NET by itself can only kill.</summary>
internal static class ProcessSignal
{
    private static readonly TimeSpan AutosaveInterval = TimeSpan.FromSeconds(6);

    /// <summary>Windows has no such request: there Azurite's next autosave is waited for, and then the process is ended.</summary>
    public static async Task TerminateAsync(int pid, TimeProvider time, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            await Task.Delay(AutosaveInterval, time, cancellationToken);
        }

        Terminate(pid);
    }

    public static void Terminate(int pid)
    {
        try
        {
            var (command, argument) = OperatingSystem.IsWindows() ? ("taskkill", "/F /PID") : ("kill", "-TERM");
            using var signal = Process.Start(new ProcessStartInfo(command, $"{argument} {pid.ToString(CultureInfo.InvariantCulture)}")
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"Process {pid} could not be asked to end.", exception);
        }
    }

    /// <param name="pid">The process.</param>
    /// <param name="program">What it must be: a number is given again to another process once its own has ended.</param>
    public static bool IsRunning(int pid, string? program = null)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && !IsZombie(pid) && (program is null || process.ProcessName.StartsWith(program, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // Ended, but not yet collected by whoever adopted it: in a container without an init process that may last for ever.
    private static bool IsZombie(int pid)
    {
        try
        {
            return OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
