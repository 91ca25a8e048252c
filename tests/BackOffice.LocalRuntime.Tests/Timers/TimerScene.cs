using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using BackOffice.LocalRuntime.Timers;
using BackOffice.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.LocalRuntime.Tests.Timers;

/// <summary>One timer function on a clock moved by hand; its store outlives restarts.</summary>
internal sealed class TimerScene : IFunctionInvoker, IScheduleStatusStore, ITimerLocks, ITimerLock
{
    private readonly Dictionary<string, object?> written = new(StringComparer.OrdinalIgnoreCase);
    private TimerListener? listener;

    public TimerScene(string schedule) => written["schedule"] = schedule;

    public FakeTime Time { get; init; } = new();

    public TimeProvider? Clock { get; init; }

    /// <summary>What the waits for a lock are on; the schedule's clock, unless a test has another.</summary>
    public TimeProvider? LockClock { get; init; }

    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Who decides which host runs the timer; this one always, unless a test has another.</summary>
    public ITimerLocks? Locks { get; init; }

    /// <summary>Where the schedule's state is kept; in the scene, unless a test has another place.</summary>
    public IScheduleStatusStore? Store { get; init; }

    public bool IsDisabled { get; init; }

    public List<WrittenAttribute> MethodAttributes { get; } = [];

    public List<Run> Runs { get; } = [];

    public List<TimerStatus> Saved { get; } = [];

    public TimerStatus? Stored { get; set; }

    /// <summary>What the function does.</summary>
    public Func<CancellationToken, Task> Function { get; set; } = _ => Task.CompletedTask;

    public Exception? FindFailure { get; set; }

    public Exception? SaveFailure { get; set; }

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IEnumerable<DateTimeOffset> RunTimes => Runs.Select(run => run.At);

    public FunctionDescriptor Descriptor => field ??= Describe();

    public TimerListener Listener => listener ??= Create();

    public TimerScene With(string argument, object value)
    {
        written[argument] = value;
        return this;
    }

    public async Task<TimerScene> StartAsync()
    {
        await Listener.StartAsync(CancellationToken.None);
        Time.Advance(TimeSpan.Zero);
        return this;
    }

    public async Task StopAsync(CancellationToken patience = default)
    {
        await Listener.StopAsync(patience);
        await Listener.DisposeAsync();
        listener = null;
    }

    public void Pass(string duration) => Time.Advance(TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture));

    public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        Runs.Add(new Run(Time.GetUtcNow(), ((TimerTriggerInput)input).Timer));
        await Function(cancellationToken);
        return null;
    }

    public Task<ITimerLock?> TryTakeAsync(FunctionDescriptor function, CancellationToken cancellationToken) => Task.FromResult<ITimerLock?>(this);

    public Task KeepAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    public Task ReleaseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TimerStatus?> FindAsync(FunctionDescriptor function, CancellationToken cancellationToken)
        => FindFailure is null ? Task.FromResult(Stored) : Task.FromException<TimerStatus?>(FindFailure);

    public Task SaveAsync(FunctionDescriptor function, TimerStatus status, CancellationToken cancellationToken)
    {
        if (SaveFailure is not null)
        {
            return Task.FromException(SaveFailure);
        }

        Stored = status;
        Saved.Add(status);
        return Task.CompletedTask;
    }

    private TimerListener Create()
        => new(
            new FunctionCatalog([Descriptor]),
            new FunctionSettings(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build()),
            new TimerSurroundings(this, Store ?? this, Locks ?? this, Logger) { Time = Clock ?? Time, LockClock = LockClock ?? Time });

    private FunctionDescriptor Describe()
    {
        var method = typeof(Sample).GetMethod(nameof(Sample.Run))!;
        return new FunctionDescriptor("Sample", method, method.GetParameters()[0], new WrittenAttribute(typeof(TimerTriggerAttribute), written))
        {
            MethodAttributes = MethodAttributes,
            IsDisabled = IsDisabled,
        };
    }

    internal sealed record Run(DateTimeOffset At, TimerInfo Timer);

    private sealed class Sample
    {
        public static void Run(TimerInfo timer) => ArgumentNullException.ThrowIfNull(timer);
    }
}
