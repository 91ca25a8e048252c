using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>The context an orchestrator sees during one replay.</summary>
internal sealed class ReplayContext : TaskOrchestrationContext
{
    private readonly ReplaySettings settings;
    private readonly ReplayThread thread;
    private readonly ActionLedger ledger;
    private readonly Dictionary<int, OpenTask> open = [];
    private readonly List<EventRaised> carried = [];
    private readonly ExecutionStarted started;
    private object? customStatus;
    private bool customStatusSet;
    private ContinueAsNewOptions? next;
    private string? nextInput;
    private DateTime now;
    private int guids;

    public ReplayContext(string instanceId, ExecutionStarted started, ReplaySession session)
    {
        InstanceId = instanceId;
        this.started = started;
        settings = session.Settings;
        thread = session.Thread;
        ledger = new ActionLedger(settings.Strict);
        Events = new EventWaiters(settings.Converter);
        LoggerFactory = session.Loggers;
        ReplaySafeLoggerFactory = new ReplaySafeLoggerFactory(session.Loggers, () => Replaying);
    }

    public override TaskName Name => started.Name;

    public override string InstanceId { get; }

    public override ParentOrchestrationInstance? Parent => started.Parent is { } parent ? new(parent.Name, parent.InstanceId) : null;

    public override string Version => started.Version ?? string.Empty;

    public override bool IsReplaying => Legal(Replaying);

    public override DateTime CurrentUtcDateTime => Legal(now);

    public override ILoggerFactory ReplaySafeLoggerFactory { get; }

    /// <summary>Set by the first use, so that a function that awaits before it is found out (D-6).</summary>
    public bool WasUsed { get; private set; }

    public bool Replaying { get; set; }

    public EventWaiters Events { get; }

    public ActionLedger Ledger => ledger;

    public bool HasOpenTasks => open.Count > 0;

    public NextGeneration? Next => next is null ? null : new NextGeneration(nextInput, next.NewVersion, [.. carried]);

    public string? CustomStatusJson => customStatusSet ? settings.Converter.Serialize(customStatus) ?? "null" : null;

    protected override ILoggerFactory LoggerFactory { get; }

    public override T? GetInput<T>()
        where T : default => settings.Converter.Deserialize<T>(Legal(started.Input));

    /// <summary>Binds a function's parameter; not yet a use by the orchestrator.</summary>
    public object? BindInput(Type type) => settings.Converter.Deserialize(started.Input, type);

    public void MoveClock(DateTime to) => now = to;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Use();
        RefuseOptionsAsInput(input, options);
        var version = options?.Version is { } chosen ? chosen.Version : Version;
        var json = settings.Converter.Serialize(input);
        return Retries.RunAsync(this, options?.Retry, () => Open<TResult>(name, id => new TaskScheduled(id, name, version, json)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Use();
        RefuseOptionsAsInput(input, options);
        var sub = options as SubOrchestrationOptions;
        var instanceId = sub?.InstanceId ?? NewGuid().ToString("N");
        var version = (sub?.Version ?? options?.Version) is { } chosen ? chosen.Version : settings.DefaultVersion;
        var json = settings.Converter.Serialize(input);
        return Retries.RunAsync(this, options?.Retry, () => Open<TResult>(
            orchestratorName,
            id => new SubOrchestrationCreated(id, orchestratorName, version, instanceId) { Input = json, Tags = options?.Tags?.AsReadOnly() }));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Use();
        return CreateTimerChainAsync(fireAt.ToUniversalTime(), cancellationToken);
    }

    /// <summary>One timer, however long (D-11 chains them).</summary>
    public Task CreateSingleTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var id = ledger.NextId();
        var timer = new OpenTask<object?>("timer", id, settings.Converter);
        ledger.Add(new TimerCreated(id, fireAt));
        open.Add(id, timer);
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => Cancel(id, timer));
        }

        return timer.Task;
    }

    public override Task<T?> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
        where T : default
    {
        Use();
        return Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        Use();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ledger.Add(new EventSent(ledger.NextId(), instanceId, eventName, settings.Converter.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        Use();
        this.customStatus = customStatus;
        customStatusSet = true;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        => ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        Use();
        ArgumentNullException.ThrowIfNull(options);
        nextInput = settings.Converter.Serialize(options.NewInput);
        next = options;
        if (options.PreserveUnprocessedEvents)
        {
            foreach (var (name, input) in Events.TakeKept())
            {
                Carry(name, input);
            }
        }
    }

    public override Guid NewGuid() => DeterministicGuid.Create(InstanceId, CurrentUtcDateTime, guids++);

    /// <summary>A result of an action; a second one of the same number finds nothing open and is ignored (D-7).</summary>
    public void Resolve(ActionResult result)
    {
        if (!open.Remove(result.Id, out var task))
        {
            return;
        }

        switch (result)
        {
            case TaskCompleted done: task.Complete(done.Result); break;
            case SubOrchestrationCompleted done: task.Complete(done.Result); break;
            case TimerFired: task.Complete(null); break;
            case TaskFailed failed: task.Fail(failed.Failure); break;
            case SubOrchestrationFailed failed: task.Fail(failed.Failure); break;
            default: throw new NotSupportedException(result.GetType().Name);
        }
    }

    public void Raise(EventRaised raised)
    {
        if (Events.TryDeliver(raised.Name, raised.Input))
        {
            return;
        }

        if (next is { PreserveUnprocessedEvents: true })
        {
            Carry(raised.Name, raised.Input);
        }
        else
        {
            Events.Keep(raised.Name, raised.Input);
        }
    }

    // Azure sends a carried event to the instance itself, which takes a number of its own (D-23). Here it goes along in the
    // commit that starts the next generation, so it cannot be lost or overtaken.
    private void Carry(string name, string? input)
    {
        ledger.NextId();
        carried.Add(new EventRaised(name, input, null));
    }

    private async Task CreateTimerChainAsync(DateTime fireAt, CancellationToken cancellation)
    {
        while (fireAt - now > settings.MaximumTimerInterval && !cancellation.IsCancellationRequested)
        {
            await CreateSingleTimer(now + settings.MaximumTimerInterval, cancellation);
        }

        await CreateSingleTimer(fireAt, cancellation);
    }

    private Task<T> Open<T>(string name, Func<int, OrchestratorAction> action)
    {
        var id = ledger.NextId();
        var task = new OpenTask<T>(name, id, settings.Converter);
        ledger.Add(action(id));
        open.Add(id, task);
        return task.Task;
    }

    private void Cancel(int id, OpenTask<object?> timer)
    {
        if (timer.Cancel())
        {
            open.Remove(id);
        }
    }

    private void Use()
    {
        thread.Require();
        WasUsed = true;
    }

    private T Legal<T>(T value)
    {
        Use();
        return value;
    }

    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException("TaskOptions were given as the input and nothing as the options: name the argument 'options'.", nameof(input));
        }
    }
}
