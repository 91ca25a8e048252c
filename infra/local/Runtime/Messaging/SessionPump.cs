using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>
/// Receives for one function with sessions: as many sessions at a time as host.json allows, each kept until it has had no
/// message for the idle time, and within each as many calls as host.json allows.
/// </summary>
[SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A function that outlives the drain still has its token.")]
internal sealed class SessionPump(
    MessageFunction function,
    Func<CancellationToken, Task<ServiceBusSessionReceiver>> accept,
    FunctionRunner runner,
    ILogger logger) : IMessagePump
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource receiving = new();
    private readonly CancellationTokenSource running = new();
    private Task work = Task.CompletedTask;

    public void Start() => work = Task.WhenAll(Enumerable.Range(0, function.Options.MaxConcurrentSessions).Select(_ => Task.Run(WorkAsync)));

    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the loops never wait for their stopper.")]
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var abandoning = cancellationToken.Register(running.Cancel);
        await receiving.CancelAsync();
        await work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await receiving.CancelAsync();
        await running.CancelAsync();
    }

    private async Task WorkAsync()
    {
        while (!receiving.IsCancellationRequested)
        {
            try
            {
                await using var session = await accept(receiving.Token);
                await ServeAsync(session);
            }
            catch (ServiceBusException idle) when (idle.Reason == ServiceBusFailureReason.ServiceTimeout)
            {
                // No session had messages.
            }
            catch (ServiceBusException lost) when (lost.Reason == ServiceBusFailureReason.SessionLockLost)
            {
                MessagingLog.SessionLost(logger, function.Name, lost);
            }
            catch (Exception fault) when (!receiving.IsCancellationRequested)
            {
                MessagingLog.NotReceived(logger, function.Name, fault);
                await Task.Delay(PauseAfterFault, runner.Time, receiving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(ServiceBusSessionReceiver session)
    {
        await using var renewal = LockRenewal.ForSession(function, session, runner.Time, logger);
        using var released = CancellationTokenSource.CreateLinkedTokenSource(receiving.Token);
        await Task.WhenAll(Enumerable.Range(0, function.Options.MaxConcurrentCallsPerSession).Select(_ => DrainAsync(session, released)));
    }

    /// <summary>One call after the other, until the session is idle, released or the app stops; a call under way always ends.</summary>
    private async Task DrainAsync(ServiceBusSessionReceiver session, CancellationTokenSource released)
    {
        try
        {
            while (await function.ReceiveAsync(session, function.Options.SessionIdleTimeout, runner.Time, released.Token) is { Count: > 0 } messages)
            {
                var run = new MessageRun(function, session, messages);
                await runner.RunAsync(run, running.Token);
                if (run.SessionActions.IsReleased)
                {
                    await released.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (released.IsCancellationRequested)
        {
            // The function has released the session, or the app stops.
        }
    }
}
