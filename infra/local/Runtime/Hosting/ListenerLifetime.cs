using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Starts what listens after the app's own services, before HTTP opens; drains it when the app stops.</summary>
internal sealed class ListenerLifetime(IEnumerable<ITriggerListener> listeners, PowerSwitch power, ILogger<ListenerLifetime> logger) : IHostedService
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);

    private readonly Stack<ITriggerListener> running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            await listener.StartAsync(cancellationToken);
            running.Push(listener);
        }
    }

    /// <summary>Stops in reverse order; what has stopped is not stopped again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(power.Off, cancellationToken);
        deadline.CancelAfter(DrainTime);
        while (running.TryPop(out var listener))
        {
            try
            {
                await listener.StopAsync(deadline.Token);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                HostLog.ListenerStopFailed(logger, listener.GetType().Name, exception); // the others still have to drain
            }
        }
    }

    /// <summary>The plug is pulled: every loop is told at once and nobody is waited for.</summary>
    public void Abandon()
    {
        while (running.TryPop(out var listener))
        {
            _ = listener.StopAsync(power.Off);
        }
    }
}
