using System.Globalization;
using BackOffice.LocalRuntime.Hosting;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>How often a failed run is tried again at once, by [FixedDelayRetry] or [ExponentialBackoffRetry]; never by default (T-6).</summary>
/// <param name="MaxRetries">Further tries after the first; -1 is without end.</param>
/// <param name="FirstDelay">The pause after the first failure; each further one is twice as long.</param>
/// <param name="MaxDelay">The longest pause.</param>
internal sealed record TimerRetry(int MaxRetries, TimeSpan FirstDelay, TimeSpan MaxDelay)
{
    public static TimerRetry None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <exception cref="StartupException">An interval is not written as hh:mm:ss.</exception>
    public static TimerRetry Of(FunctionDescriptor function)
    {
        foreach (var attribute in function.MethodAttributes)
        {
            switch (attribute.Type.Name)
            {
                case "FixedDelayRetryAttribute":
                    var delay = Interval(function, attribute, "delayInterval");
                    return new TimerRetry(attribute.Get<int>("maxRetryCount"), delay, delay);
                case "ExponentialBackoffRetryAttribute":
                    return new TimerRetry(
                        attribute.Get<int>("maxRetryCount"),
                        Interval(function, attribute, "minimumInterval"),
                        Interval(function, attribute, "maximumInterval"));
            }
        }

        return None;
    }

    public bool Allows(int failures) => MaxRetries < 0 || failures <= MaxRetries;

    /// <param name="failures">How many tries have failed, at least one.</param>
    public TimeSpan DelayAfter(int failures)
        => TimeSpan.FromSeconds(Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, failures - 1), MaxDelay.TotalSeconds));

    private static TimeSpan Interval(FunctionDescriptor function, WrittenAttribute attribute, string name)
    {
        var written = attribute.Get<string>(name);
        return TimeSpan.TryParse(written, CultureInfo.InvariantCulture, out var interval)
            ? interval
            : throw new StartupException($"The function '{function.Name}' has the retry interval '{written}': write it as \"hh:mm:ss\".");
    }
}
