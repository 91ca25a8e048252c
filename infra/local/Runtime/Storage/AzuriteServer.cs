using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Storage;

/// <summary>
/// A storage emulator that runs beside the app: in a session of its own, so that Ctrl+C reaches the app only and the
/// app can drain before it stops its store.
/// </summary>
internal sealed class AzuriteServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly HttpClient Probe = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };

    private readonly AzuriteOptions options;

    private AzuriteServer(AzuriteOptions options, int pid, AzuritePorts ports)
    {
        this.options = options;
        Pid = pid;
        Ports = ports;
    }

    public int Pid { get; }

    public AzuritePorts Ports { get; }

    /// <exception cref="StartupException">Node or Azurite cannot be had, or a port is taken.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        var folder = AzuriteInstallation.FindFolder();
        await AzuriteInstallation.EnsureAsync(folder, options.Progress, cancellationToken);
        using var limit = new CancellationTokenSource(StartLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return Read(await StartDetachedAsync(folder, options, either.Token), options);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new StartupException($"Azurite did not answer within {StartLimit.TotalSeconds} seconds.", exception);
        }
    }

    /// <summary>Whether an Azurite already answers on all three endpoints. Something else that listens there does not count.</summary>
    public static async Task<bool> IsListeningAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var endpoints = StorageConnectionString.Parse(connectionString);
        return await AnswersAsync(endpoints.BlobEndpoint, "Azurite-Blob", cancellationToken)
            && await AnswersAsync(endpoints.QueueEndpoint, "Azurite-Queue", cancellationToken)
            && await AnswersAsync(endpoints.TableEndpoint, "Azurite-Table", cancellationToken);
    }

    /// <summary>
    /// The Azurite that still serves this data folder because the app that started it was killed; null when there is
    /// none. Whoever finds it stops it.
    /// </summary>
    public static async Task<AzuriteServer?> FindRunningAsync(AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        var note = Path.Combine(options.DataFolder ?? string.Empty, "azurite.json");
        if (options.DataFolder is null || !File.Exists(note))
        {
            return null;
        }

        return await ReadNoteAsync(note, options, cancellationToken) is { } found
            && ProcessSignal.IsRunning(found.Pid, "node")
            && await IsListeningAsync(found.ConnectionString(), cancellationToken) ? found : null;
    }

    /// <summary>For the emulator's own account, or one of those it was started with.</summary>
    public string ConnectionString(string account = StorageConnectionString.EmulatorAccount)
    {
        var key = account == StorageConnectionString.EmulatorAccount ? StorageConnectionString.EmulatorKey : options.Accounts[account];
        return StorageConnectionString.ForPorts(account, key, Ports).ToString();
    }

    /// <summary>Asks it to save and end, and waits until it has. A killed Azurite loses up to 5 s of acknowledged writes (TS-36).</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(StopLimit, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await ProcessSignal.TerminateAsync(Pid, options.Time, either.Token);
        while (ProcessSignal.IsRunning(Pid))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), options.Time, either.Token);
        }
    }

    /// <returns>Null when whoever wrote it was cut off half-way.</returns>
    private static async Task<AzuriteServer?> ReadNoteAsync(string note, AzuriteOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await File.ReadAllTextAsync(note, cancellationToken), options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AzuriteServer Read(string line, AzuriteOptions options)
    {
        using var document = JsonDocument.Parse(line);
        return new AzuriteServer(options, document.RootElement.GetProperty("pid").GetInt32(), document.Deserialize<AzuritePorts>()!);
    }

    private static async Task<string> StartDetachedAsync(string folder, AzuriteOptions options, CancellationToken cancellationToken)
    {
        using var process = Start(StartInfo(folder, options));
        using var interruption = cancellationToken.UnsafeRegister(_ => ProcessSignal.Terminate(process.Id), state: null);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? await output : throw new StartupException(Explain((await errors).Trim()));
    }

    private static Process Start(ProcessStartInfo startInfo)
    {
        try
        {
            return Process.Start(startInfo)!;
        }
        catch (Win32Exception exception)
        {
            throw new StartupException("Azurite needs Node, and 'node' is not on the path: install Node 20 or newer.", exception);
        }
    }

    private static ProcessStartInfo StartInfo(string folder, AzuriteOptions options)
    {
        var info = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Argument(Path.Combine(folder, "start.mjs"));
        Argument("--blob", options.BlobPort.ToString(CultureInfo.InvariantCulture));
        Argument("--queue", options.QueuePort.ToString(CultureInfo.InvariantCulture));
        Argument("--table", options.TablePort.ToString(CultureInfo.InvariantCulture));
        if (options.DataFolder is { } dataFolder)
        {
            Argument("--location", Path.GetFullPath(dataFolder));
        }

        if (options.ParentProcessId is { } parent)
        {
            Argument("--parent", parent.ToString(CultureInfo.InvariantCulture));
        }

        info.Environment["AZURITE_ACCOUNTS"] = string.Concat(options.Accounts
            .Prepend(new(StorageConnectionString.EmulatorAccount, StorageConnectionString.EmulatorKey))
            .Select(account => $"{account.Key}:{account.Value};"));
        return info;

        void Argument(params ReadOnlySpan<string> arguments)
        {
            foreach (var argument in arguments)
            {
                info.ArgumentList.Add(argument);
            }
        }
    }

    private static string Explain(string message)
        => message.Contains("EADDRINUSE", StringComparison.Ordinal)
            ? $"Azurite cannot listen: {message}. Stop what listens there, or name other ports in AzureWebJobsStorage."
            : $"Azurite did not start: {message}";

    private static async Task<bool> AnswersAsync(Uri endpoint, string server, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Probe.GetAsync(endpoint, cancellationToken);
            return response.Headers.Server.ToString().StartsWith(server, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
