using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>
/// How a test takes part in an app that starts through its real Program.cs: set before the entry point is invoked, seen by
/// CreateBuilder on the same flow. With hooks a start-up failure is thrown and does not end the process.
/// </summary>
internal sealed class LocalRuntimeHooks
{
    private static readonly AsyncLocal<LocalRuntimeHooks?> Ambient = new();

    private LocalRuntimeHost? running;

    public static LocalRuntimeHooks? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Registered before the app's own services, which add the system clock only if there is none.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Runs after the app's own registrations.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Called once HTTP is open.</summary>
    public Action<IHost, Uri>? Started { get; set; }

    /// <summary>Where start-up writes its banner; nowhere unless set.</summary>
    public TextWriter? Banner { get; init; }

    /// <summary>Whether the app logs to the console as it does outside tests.</summary>
    public bool LogsToConsole { get; init; }

    /// <summary>Whether local.settings.json is read, or the sample alone: a developer's own settings do not decide a test.</summary>
    public bool ReadsOwnSettings { get; init; }

    /// <summary>Pulls the plug: all loops end at once, nothing drains, nothing is disposed of; the store is free for the next app.</summary>
    public void Abandon() => running?.Abandon();

    internal void Report(LocalRuntimeHost host, Uri address)
    {
        running = host;
        Started?.Invoke(host, address);
    }
}
