using System.Diagnostics.CodeAnalysis;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Keeps a message locked while its function runs, for as long as host.json allows.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    /// <summary>Renewed after so much of what is left: the rest covers a slow answer.</summary>
    private const double Share = 0.5;

    private readonly CancellationTokenSource ended = new();
    private readonly MessageRun run;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private Task renewing = Task.CompletedTask;

    private LockRenewal(MessageRun run, TimeProvider time, ILogger logger) => (this.run, this.time, this.logger) = (run, time, logger);

    public static LockRenewal Start(MessageRun run, TimeProvider time, ILogger logger)
    {
        var renewal = new LockRenewal(run, time, logger);
        renewal.renewing = renewal.RenewAsync(time.GetUtcNow() + run.Options.MaxAutoLockRenewalDuration);
        return renewal;
    }

    [SuppressMessage("Usage", "VSTHRD003:Avoid awaiting foreign Tasks", Justification = "No synchronisation context; the renewal never waits for its end.")]
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
    }

    private async Task RenewAsync(DateTimeOffset until)
    {
        try
        {
            while (NextPause() is var pause && time.GetUtcNow() + pause < until)
            {
                await Task.Delay(pause, time, ended.Token);
                await run.Receiver.RenewMessageLockAsync(run.Message, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
        catch (Exception lost) when (lost is ServiceBusException or ObjectDisposedException)
        {
            if (!ended.IsCancellationRequested)
            {
                MessagingLog.NotRenewed(logger, run.Function.Name, run.Message.MessageId, lost);
            }
        }
    }

    private TimeSpan NextPause() => (run.Message.LockedUntil - time.GetUtcNow()) * Share;
}
