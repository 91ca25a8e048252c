using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Client;

/// <summary>The client that functions get. A call that changes something returns when the change is stored.</summary>
internal sealed class EngineClient(DurableEngine engine, string hub) : DurableTaskClient(hub)
{
    public InstanceListing Listing { get; } = new(engine);

    private DataConverter Converter => engine.Settings.Replay.Converter;

    private DateTimeOffset Now => engine.Services.Clock.GetUtcNow();

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
        => ScheduleRawAsync(orchestratorName, Converter.Serialize(input), options, cancellation);

    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">As JSON.</param>
    /// <param name="options">As of the public call.</param>
    /// <param name="cancellation">Ends the wait, not the start.</param>
    public async Task<string> ScheduleRawAsync(
        TaskName orchestratorName, string? input, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId is { } given ? InstanceIds.Checked(given) : Guid.NewGuid().ToString("N");
        var record = new InstanceRecord(id, orchestratorName, Guid.NewGuid().ToString("N"))
        {
            Version = options?.Version is { } version ? version.Version : engine.Settings.Replay.DefaultVersion,
            Input = input,
            Tags = options?.Tags,
            ScheduledStart = options?.StartAt?.ToUniversalTime(),
            CreatedAt = Now,
            UpdatedAt = Now,
        };
        await StartAsync(record, options, cancellation);
        return id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
        => RaiseRawEventAsync(instanceId, eventName, Converter.Serialize(eventPayload), cancellation);

    /// <param name="instanceId">The instance.</param>
    /// <param name="eventName">The event.</param>
    /// <param name="payload">As JSON.</param>
    /// <param name="cancellation">Ends the wait, not the event.</param>
    public async Task RaiseRawEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        if (engine.Settings.ThrowOnRaiseToMissing)
        {
            await RequireRunningAsync(instanceId, cancellation);
        }

        await SendAsync(instanceId, new EventRaised(eventName, payload, null), cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionTerminated(Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    /// <summary>The output is this text as it is (the HTTP API's reason).</summary>
    public Task TerminateRawAsync(string instanceId, string? output)
        => SendAsync(instanceId, new ExecutionTerminated(output, Recursive: false), CancellationToken.None);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionResumed(reason), cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, record => record.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => WaitAsync(instanceId, record => record.IsFinished, getInputsAndOutputs, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var record = await engine.GetAsync(instanceId, cancellation);
        return record is null ? null : Metadata.Of(record, getInputsAndOutputs, Converter);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
        => new InstancePages(Listing, filter ?? new OrchestrationQuery(), Converter);

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new PurgeResult(await PurgeAsync(instanceId, options?.Recursive ?? false, cancellation));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var deadline = filter.Timeout is { } timeout ? Now + timeout : DateTimeOffset.MaxValue;
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        var purged = 0;
        await foreach (var found in GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (Now >= deadline)
            {
                return new PurgeResult(purged, isComplete: false);
            }

            if (InstanceRecord.IsFinal(found.RuntimeStatus))
            {
                purged += await PurgeAsync(found.InstanceId, options?.Recursive ?? false, cancellation);
            }
        }

        return new PurgeResult(purged, isComplete: true);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(InstanceRecord record, StartOrchestrationOptions? options, CancellationToken cancellation)
    {
        var admission = await engine.EnterAsync(cancellation);
        var stored = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Start(new StartRequest(record, refusal => Complete(stored, refusal, admission))
        {
            IsNewId = options?.InstanceId is null,
            Dedupe = InstanceIds.ParseStatuses(options?.DedupeStatuses) ?? engine.Settings.DedupeStatuses,
            Admission = admission,
        });
        await engine.AnswerAsync(stored.Task, cancellation);
    }

    private static void Complete(TaskCompletionSource<bool> stored, Exception? refusal, Action? admission)
    {
        if (refusal is null)
        {
            stored.TrySetResult(true);
            return;
        }

        admission?.Invoke();
        stored.TrySetException(refusal);
    }

    private async Task SendAsync(string instanceId, HistoryEvent entry, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var stored = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Deliver(new Message(instanceId, entry, () => stored.TrySetResult(true)));
        await engine.AnswerAsync(stored.Task, cancellation);
    }

    private async Task RequireRunningAsync(string instanceId, CancellationToken cancellation)
    {
        if (await engine.GetAsync(instanceId, cancellation) is not { IsFinished: false })
        {
            throw new InvalidOperationException($"The orchestration '{instanceId}' does not exist or has finished; the event was not raised.");
        }
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRecord, bool> isReached, bool withPayloads, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        using var watch = engine.Watches.Add(instanceId, isReached);
        var record = await engine.GetAsync(instanceId, cancellation)
            ?? throw new InvalidOperationException($"There is no orchestration '{instanceId}'.");
        watch.Look(record);
        return Metadata.Of(await engine.AnswerAsync(watch.Reached, cancellation), withPayloads, Converter);
    }

    private async Task<int> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation)
    {
        var purged = 0;
        var ids = new Queue<string>([instanceId]);
        while (ids.TryDequeue(out var id))
        {
            var source = new TaskCompletionSource<PurgeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            engine.Purge(new PurgeRequest(id, recursive, answer => source.TrySetResult(answer)));
            var answer = await engine.AnswerAsync(source.Task, cancellation);
            if (answer.Refusal is { } refusal)
            {
                throw refusal;
            }

            purged += answer.WasThere ? 1 : 0;
            foreach (var child in answer.Children)
            {
                ids.Enqueue(child);
            }
        }

        return purged;
    }
}
