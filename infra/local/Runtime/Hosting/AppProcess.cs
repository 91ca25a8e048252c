using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BackOffice.LocalRuntime.Storage;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>A function app in a process of its own, as the demo, the kill tests and the benchmarks start it.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(25);

    private readonly Process process;
    private readonly TextWriter log;
    private bool forgetsLog;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The synchronised writer owns the log and is disposed of with the app.")]
    private AppProcess(Process process, Uri address, string logFile)
    {
        this.process = process;
        Address = address;
        LogFile = logFile;
        log = TextWriter.Synchronized(OpenLog(logFile));
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Everything it printed; it stays after the app unless <see cref="ForgetLog"/> was said.</summary>
    public string LogFile { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>The largest working set it ever had, in bytes; 0 when it has ended.</summary>
    public long PeakWorkingSet
    {
        get
        {
            process.Refresh();
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts the app on a free port and returns once it answers.</summary>
    /// <param name="assembly">The app's dll.</param>
    /// <param name="arguments">Settings, --Name=value.</param>
    /// <exception cref="StartupException">It ended or did not answer; the message says where its log is.</exception>
    public static async Task<AppProcess> StartAsync(string assembly, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var logFile = Path.Combine(Path.GetTempPath(), $"backoffice-{Guid.NewGuid():N}.log");
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(string.Create(CultureInfo.InvariantCulture, $"--port={port}")).Prepend(assembly))
        {
            start.ArgumentList.Add(argument);
        }

        var app = new AppProcess(Process.Start(start)!, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}")), logFile);
        await app.WaitUntilUpAsync(cancellationToken);
        return app;
    }

    /// <summary>As Ctrl+C: drains, then ends.</summary>
    public async Task StopAsync()
    {
        if (!process.HasExited)
        {
            await ProcessSignal.TerminateAsync(process.Id, TimeProvider.System, CancellationToken.None);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>SIGKILL: nothing drains. What the process could not tidy up of its own is removed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        foreach (var kind in (string[])["clr-debug-pipe", "dotnet-diagnostic"])
        {
            foreach (var file in Directory.GetFiles(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{kind}-{process.Id}-*")))
            {
                File.Delete(file);
            }
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    /// <summary>Nobody will ask what it printed: the log goes with the app.</summary>
    public void ForgetLog() => forgetsLog = true;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        await log.DisposeAsync();
        if (forgetsLog)
        {
            File.Delete(LogFile);
        }
    }

    private async Task WaitUntilUpAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartLimit)
        {
            if (process.HasExited)
            {
                throw new StartupException($"The app ended while it started; its log is {LogFile}.");
            }

            if (await AnswersAsync(http, cancellationToken))
            {
                return;
            }

            await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
        }

        throw new StartupException($"The app did not answer within {StartLimit.TotalSeconds} seconds; its log is {LogFile}.");
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/admin/host/ping", UriKind.Relative), cancellationToken);
            return answer.StatusCode != HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static StreamWriter OpenLog(string logFile)
    {
        var writer = File.CreateText(logFile);
        writer.AutoFlush = true;
        return writer;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
