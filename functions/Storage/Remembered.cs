using System.Collections.Concurrent;

namespace BackOffice.Storage;

/// <summary>Records that never change in what is read of them: each is read by the first who asks, while the others wait, and is then known.</summary>
/// <param name="most">Records kept; when there are more, all are forgotten.</param>
internal sealed class Remembered<TKey, TValue>(int most)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Once<TValue>> known = new();

    /// <summary>The record, read if need be; null when there is none yet, which is asked again.</summary>
    public Task<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read)
    {
        if (known.Count >= most && !known.ContainsKey(key))
        {
            known.Clear();
        }

        return known.GetOrAdd(key, _ => new()).GetAsync(read);
    }
}

/// <summary>One record that never changes once it is there. What was not there, or could not be read, is read again by the next who asks.</summary>
internal sealed class Once<T>
    where T : class
{
    private readonly Lock turn = new();
    private Task<T?>? reading;

    public async Task<T?> GetAsync(Func<Task<T?>> read)
    {
        Task<T?> mine;
        lock (turn)
        {
            mine = reading ??= read();
        }

        var isThere = false;
        try
        {
            var value = await mine;
            isThere = value is not null;
            return value;
        }
        finally
        {
            if (!isThere)
            {
                _ = Interlocked.CompareExchange(ref reading, value: null, mine);
            }
        }
    }
}
