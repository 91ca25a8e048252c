using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Keeps a message or a session locked while functions run for it, for as long as host.json allows.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    /// <summary>Renewed after so much of what is left: the rest covers a slow answer.</summary>
    private const double Share = 0.5;

    private readonly CancellationTokenSource ended = new();
    private readonly TimeProvider time;
    private readonly Renewable subject;
    private Task renewing = Task.CompletedTask;

    private LockRenewal(Renewable subject, TimeProvider time) => (this.subject, this.time) = (subject, time);

    /// <summary>A message alone; a batch is not renewed, and a message of a session is by its session's renewal.</summary>
    public static LockRenewal? ForMessage(MessageRun run, TimeProvider time, ILogger logger)
    {
        if (run.Function.IsBatched || run.Receiver is ServiceBusSessionReceiver)
        {
            return null;
        }

        var message = run.Messages[0];
        return Start(run.Function.Options, time, new(
            () => message.LockedUntil,
            cancellation => run.Receiver.RenewMessageLockAsync(message, cancellation),
            lost => MessagingLog.NotRenewed(logger, run.Function.Name, message.MessageId, lost)));
    }

    /// <summary>The session, from its acceptance on.</summary>
    public static LockRenewal ForSession(MessageFunction function, ServiceBusSessionReceiver session, TimeProvider time, ILogger logger)
        => Start(function.Options, time, new(
            () => session.SessionLockedUntil,
            session.RenewSessionLockAsync,
            lost => MessagingLog.SessionNotRenewed(logger, function.Name, lost)));

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
    }

    private static LockRenewal Start(ServiceBusOptions options, TimeProvider time, Renewable subject)
    {
        var renewal = new LockRenewal(subject, time);
        renewal.renewing = renewal.RenewAsync(time.GetUtcNow() + options.MaxAutoLockRenewalDuration);
        return renewal;
    }

    private async Task RenewAsync(DateTimeOffset until)
    {
        try
        {
            while (NextPause() is var pause && time.GetUtcNow() + pause < until)
            {
                await Task.Delay(pause, time, ended.Token);
                await subject.RenewAsync(ended.Token);
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
                subject.Report(lost);
            }
        }
    }

    private TimeSpan NextPause() => (subject.LockedUntil() - time.GetUtcNow()) * Share;

    private sealed record Renewable(Func<DateTimeOffset> LockedUntil, Func<CancellationToken, Task> RenewAsync, Action<Exception> Report);
}
