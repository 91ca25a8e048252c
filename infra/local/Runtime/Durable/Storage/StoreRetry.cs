using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>Waits for a store that is away. It comes back, so there is no last try: only stopping ends the wait.</summary>
internal sealed class StoreRetry(int shard, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await read();
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not FencedException)
            {
                await WaitAsync(exception, failures, cancellationToken);
            }
        }
    }

    /// <param name="exception">What the store said.</param>
    /// <param name="failures">Failures in a row before this one; after the first there is no wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(Exception exception, int failures, CancellationToken cancellationToken)
    {
        if (failures == 0)
        {
            return;
        }

        var delay = TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, Math.Min(failures, 10)), Longest.TotalMilliseconds));
        Engine.Log.StoreIsAway(logger, exception, shard, delay);
        await Task.Delay(delay, clock, cancellationToken);
    }
}
