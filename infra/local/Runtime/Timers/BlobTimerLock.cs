using Azure;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>A lease of a minute, renewed half-way. It counts as lost when storage says so, and when it may have run out unseen.</summary>
/// <param name="lease">A lease that was acquired.</param>
/// <param name="acquired">The clock's timestamp from before the request: storage began to count later.</param>
/// <param name="clock">Runs as storage's does.</param>
internal sealed class BlobTimerLock(BlobLeaseClient lease, long acquired, TimeProvider clock, ILogger logger) : ITimerLock
{
    /// <summary>The longest lease a blob gives, and the default of the Functions host.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan NextTry = TimeSpan.FromSeconds(5);

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var proven = acquired;
        var pause = Period / 2;
        while (clock.GetElapsedTime(proven) < Period)
        {
            await Task.Delay(pause, clock, cancellationToken);
            var asked = clock.GetTimestamp();
            try
            {
                await lease.RenewAsync(cancellationToken: cancellationToken);
                (proven, pause) = (asked, Period / 2);
            }
            catch (RequestFailedException gone) when (gone.Status is 404 or 409 or 412)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
            {
                Log.LockNotRenewed(logger, exception);
                pause = NextTry;
            }
        }
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lease.ReleaseAsync(cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.LockNotReleased(logger, exception);
        }
    }
}
