using System.Diagnostics;

namespace BackOffice.Hosting;

/// <summary>The app as a developer starts it, from the start to its exit code.</summary>
/// <param name="ExitCode">Of the process.</param>
/// <param name="Output">What it wrote on standard output.</param>
/// <param name="Errors">What it wrote on standard error.</param>
internal sealed record AppRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs the app until it ends by itself.</summary>
    /// <param name="folder">Where the app's files are; its own output folder when null.</param>
    /// <param name="arguments">Settings, --Name=value.</param>
    public static async Task<AppRun> ToEndAsync(string? folder, params IEnumerable<string> arguments)
    {
        using var process = Start(folder ?? AppContext.BaseDirectory, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        return new AppRun(process.ExitCode, await output, await errors);
    }

    public static Process Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments.Prepend(Path.Combine(folder, "BackOffice.Functions.dll")))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
