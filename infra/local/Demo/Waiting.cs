using System.Diagnostics;
using System.Globalization;

namespace BackOffice.Demo;

/// <summary>Looks again and again until something is there.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <param name="look">Null while it is not there.</param>
    /// <param name="what">For the message when it does not come: what, and where to look.</param>
    /// <exception cref="DemoException">It did not come.</exception>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> look, string what, CancellationToken cancellationToken)
        where T : class
    {
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(LookAgain, cancellationToken))
        {
            if (await look() is { } found)
            {
                return found;
            }
        }

        throw new DemoException(string.Create(CultureInfo.InvariantCulture, $"Waited {Patience.TotalSeconds} seconds for {what}."));
    }
}
