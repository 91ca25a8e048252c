using Azure;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>Rides out a storage account that is down or throttles, each request by itself; a whole outage is told once.</summary>
internal sealed class StorageOutage(TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private int waiting;

    /// <summary>Tries until the account answers.</summary>
    /// <param name="request">What is safe to send twice.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <param name="stopping">Ends the wait between tries.</param>
    public async Task<TResult> RideOutAsync<TResult>(Func<CancellationToken, Task<TResult>> request, CancellationToken cancellationToken, CancellationToken stopping)
    {
        try
        {
            return await request(cancellationToken);
        }
        catch (Exception exception) when (IsPassing(exception) && !cancellationToken.IsCancellationRequested)
        {
            Began(exception);
        }

        try
        {
            return await KeepTryingAsync(request, cancellationToken, stopping);
        }
        finally
        {
            Ended();
        }
    }

    /// <summary>A second, then twice as long each time, up to half a minute.</summary>
    public static TimeSpan PauseAfter(int failures)
        => failures > 5 ? LongestPause : TimeSpan.FromSeconds(Math.Min(1 << (failures - 1), LongestPause.TotalSeconds));

    /// <summary>No answer, or one that asks for patience.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500 || failed.ErrorCode == "ContainerBeingDeleted",
        AggregateException several => several.InnerExceptions.All(IsPassing),
        IOException or HttpRequestException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    private async Task<TResult> KeepTryingAsync<TResult>(Func<CancellationToken, Task<TResult>> request, CancellationToken cancellationToken, CancellationToken stopping)
    {
        for (var failures = 1; ; failures++)
        {
            await Task.Delay(PauseAfter(failures), time, stopping);
            try
            {
                return await request(cancellationToken);
            }
            catch (Exception exception) when (IsPassing(exception) && !cancellationToken.IsCancellationRequested)
            {
                Log.StillAway(logger, exception, failures + 1);
            }
        }
    }

    private void Began(Exception exception)
    {
        if (Interlocked.Increment(ref waiting) == 1)
        {
            Log.StorageAway(logger, exception.Message.Split('\n')[0]);
        }
    }

    private void Ended()
    {
        if (Interlocked.Decrement(ref waiting) == 0)
        {
            Log.StorageBack(logger);
        }
    }
}
