using BackOffice.LocalRuntime.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>
/// The function app and what runs it, in one process. It starts from the store outward (store, the app's own services,
/// listeners, HTTP) and stops by closing the intake first, so that nothing new comes in while what runs is drained.
/// </summary>
internal sealed class LocalRuntimeHost(WebApplication app, RuntimeOptions options) : IHost, IAsyncDisposable
{
    /// <summary>The setting that tells an app in Azure its own address.</summary>
    private const string HostName = "WEBSITE_HOSTNAME";

    /// <summary>Where the banner went, until the end is told there too.</summary>
    private TextWriter? announced;

    public IServiceProvider Services => app.Services;

    private PowerSwitch Power => Services.GetRequiredService<PowerSwitch>();

    private ListenerLifetime Listeners => Services.GetRequiredService<ListenerLifetime>();

    private RuntimeStorage Storage => Services.GetRequiredService<RuntimeStorage>();

    private IServer Server => Services.GetRequiredService<IServer>();

    public Task StartAsync(CancellationToken cancellationToken = default)
        => StartupFailure.GuardAsync(() => OpenAsync(cancellationToken), options);

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Power.IsOff)
        {
            return;
        }

        Services.GetRequiredService<Intake>().Close();
        await Listeners.StopAsync(cancellationToken);
        await app.StopAsync(cancellationToken);
        await Storage.CloseAsync();
        if (Interlocked.Exchange(ref announced, null) is { } output)
        {
            await output.WriteLineAsync("Stopped.");
        }
    }

    /// <summary>Ends as a killed process does, inside a process that lives on.</summary>
    public void Abandon()
    {
        Power.Cut();
        Listeners.Abandon();
        _ = Server.StopAsync(Power.Off); // the token is cancelled already: connections are cut, not drained
        Storage.Release();
        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    public void Dispose()
    {
        if (!Power.IsOff)
        {
            ((IDisposable)app).Dispose();
        }
    }

    public ValueTask DisposeAsync() => Power.IsOff ? ValueTask.CompletedTask : app.DisposeAsync();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Warn();
            Services.GetRequiredService<TelemetryExport>();
            await Storage.OpenAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await RetreatAsync();
            var port = RuntimeServer.Port(app.Configuration);
            throw new StartupException($"Port {port} is taken by another program. Choose another: --port {port + 1}, or Host.LocalHttpPort in local.settings.json.", exception);
        }
        catch
        {
            await RetreatAsync();
            throw;
        }

        Announce();
    }

    /// <summary>Leaves nothing running behind a start that failed.</summary>
    private async Task RetreatAsync()
    {
        await Listeners.StopAsync(CancellationToken.None);
        await Storage.CloseAsync();
    }

    private void Warn()
    {
        var logger = Services.GetRequiredService<ILogger<LocalRuntimeHost>>();
        foreach (var key in HostJson.UnknownKeys(app.Configuration))
        {
            HostLog.UnknownHostKey(logger, key);
        }

        foreach (var function in Services.GetRequiredService<HttpFunctions>().All.Where(function => !function.IsLevelWritten))
        {
            HostLog.LevelNotWritten(logger, function.Function.Name);
        }
    }

    private void Announce()
    {
        var address = new Uri(Server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        Services.GetRequiredService<Intake>().Open();
        app.Configuration[HostName] ??= address.Authority;
        if ((options.Hooks is null ? Console.Out : options.Hooks.Banner) is { } output)
        {
            Services.GetRequiredService<Banner>().Write(output, address);
            announced = output;
        }

        options.Hooks?.Report(this, address);
    }
}
