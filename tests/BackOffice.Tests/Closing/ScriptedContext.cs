using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackOffice.Closing;

/// <summary>Plays the parts around a story: answers its steps, raises events, lets time pass. Everything happens on the test's thread.</summary>
internal sealed class ScriptedContext(object input, Func<string, object?, object?> answer) : TaskOrchestrationContext
{
    private readonly Dictionary<string, Queue<TaskCompletionSource<object?>>> waiters = [];
    private readonly List<(DateTime Due, TaskCompletionSource Source)> timers = [];
    private DateTime now = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);

    public override TaskName Name => "story";

    public override string InstanceId => "story-1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => false;

    public object? Status { get; private set; }

    public int OpenTimers => timers.Count;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T? GetInput<T>()
        where T : default => (T?)input;

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var result = answer(name.Name, input);
        return result switch
        {
            Exception failure => throw new TaskFailedException(name.Name, 0, failure),
            Task<object?> later => (TResult)(await later)!,
            _ => (TResult)result!,
        };
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => CallActivityAsync<TResult>(orchestratorName, input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource();
        timers.Add((fireAt, source));
        cancellationToken.Register(() =>
        {
            timers.RemoveAll(timer => timer.Source == source);
            source.TrySetCanceled(cancellationToken);
        });
        return source.Task;
    }

    public override async Task<T?> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
        where T : default
    {
        var source = new TaskCompletionSource<object?>();
        if (!waiters.TryGetValue(eventName, out var queue))
        {
            waiters[eventName] = queue = [];
        }

        queue.Enqueue(source);
        return (T?)await source.Task;
    }

    /// <summary>Raises an event to the one who waits for it.</summary>
    public void Raise(string eventName) => waiters[eventName].Dequeue().SetResult("");

    /// <summary>Lets time pass; timers fire in order.</summary>
    public void Pass(TimeSpan time)
    {
        var until = now + time;
        while (timers.Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).FirstOrDefault() is { Source: { } source } next)
        {
            now = next.Due;
            timers.Remove(next);
            source.SetResult();
        }

        now = until;
    }

    public override void SetCustomStatus(object? customStatus) => Status = customStatus;

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => Guid.Empty;
}
