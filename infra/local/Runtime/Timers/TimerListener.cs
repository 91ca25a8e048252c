using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>Runs the functions that have a [TimerTrigger], on schedule and by hand.</summary>
internal sealed class TimerListener(FunctionCatalog catalog, FunctionSettings settings, TimerSurroundings surroundings)
    : ITriggerListener, IManualTrigger, IAsyncDisposable
{
    private IReadOnlyList<SingletonTimer> timers = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var zone = Zone();
        timers = [.. catalog.TriggeredBy<TimerTriggerAttribute>().Select(function => new SingletonTimer(Read(function, zone), surroundings))];
        await Task.WhenAll(timers.Select(timer => timer.StartAsync(cancellationToken)));
    }

    public Task StopAsync(CancellationToken cancellationToken)
        => Task.WhenAll(timers.Select(timer => timer.StopAsync(cancellationToken)));

    public bool Serves(FunctionDescriptor function) => function.IsTriggeredBy<TimerTriggerAttribute>();

    public TriggerInput CreateInput(FunctionDescriptor function, string input)
        => new TimerTriggerInput(timers.FirstOrDefault(timer => timer.Descriptor == function)?.Describe() ?? new TimerInfo());

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in timers)
        {
            await timer.DisposeAsync();
        }
    }

    private TimerFunction Read(FunctionDescriptor function, TimeZoneInfo zone)
    {
        try
        {
            var schedule = TimerSchedule.Parse(settings.Resolve(function.Trigger.Get<string>("schedule")), zone);
            return new TimerFunction(function, schedule, TimerRetry.Of(function))
            {
                IsMonitored = function.Trigger.Get("UseMonitor", hostDefault: true) && !schedule.IsMoreOftenThanAMinute,
                RunsOnStartup = function.Trigger.Get<bool>("RunOnStartup"),
            };
        }
        catch (StartupException exception)
        {
            throw new StartupException($"The function '{function.Name}' cannot start. {exception.Message}", exception);
        }
    }

    /// <summary>The zone that schedules are read in: UTC, as on Flex Consumption, unless the setting names another (T-2).</summary>
    private TimeZoneInfo Zone()
    {
        if (settings.Find("WEBSITE_TIME_ZONE") is not { } id)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new StartupException($"The setting WEBSITE_TIME_ZONE names no time zone known here: '{id}'.");
    }
}
