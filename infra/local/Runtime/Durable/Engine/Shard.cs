using System.Collections.Concurrent;
using System.Threading.Channels;
using BackOffice.LocalRuntime.Durable.History;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>
/// A share of the instances, run by one loop: it takes in what has arrived, plays the episodes that are ready, and writes
/// all that were played while the write before was on its way in one commit.
/// </summary>
internal sealed class Shard
{
    private readonly Channel<Action> mailbox = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, Instance> active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, InstanceRecord> visible = new(StringComparer.Ordinal);
    private readonly List<InstanceChange> waiting = [];
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DurableEngine engine;
    private readonly EngineServices services;
    private readonly ILogger logger;
    private bool isWriting;
    private bool isDraining;

    public Shard(int number, DurableEngine engine, ActivityDispatcher activities)
    {
        Number = number;
        this.engine = engine;
        services = engine.Services;
        logger = services.Loggers.CreateLogger("BackOffice.Durable");
        Writer = new ShardWriter(number, services.Store, services.Clock, logger);
        Retry = new StoreRetry(number, services.Clock, logger);
        Alarms = new Alarms(services.Clock, () => Post(() => Alarms!.RunDue()));
        Outbound = new Outbound(this, engine, activities);
        Registry = new InstanceRegistry(this, services.Store);
        Episodes = new EpisodePump(this, engine);
        Scheduled = new ScheduledStarts(this);
    }

    public int Number { get; }

    public ShardWriter Writer { get; }

    public StoreRetry Retry { get; }

    public Alarms Alarms { get; }

    public Outbound Outbound { get; }

    public InstanceRegistry Registry { get; }

    public EpisodePump Episodes { get; }

    public ScheduledStarts Scheduled { get; }

    public EngineSettings Settings => engine.Settings;

    public DateTimeOffset Now => services.Clock.GetUtcNow();

    public CancellationToken Stopping => engine.Stopping;

    public ILogger Logger => logger;

    public void Post(Action action) => mailbox.Writer.TryWrite(action);

    /// <summary>The newest stored state of an instance in memory.</summary>
    public InstanceRecord? Visible(string id) => visible.GetValueOrDefault(id);

    public Instance? Find(string id) => active.GetValueOrDefault(id);

    public async Task RunAsync()
    {
        try
        {
            while (await mailbox.Reader.WaitToReadAsync(Stopping))
            {
                while (mailbox.Reader.TryRead(out var action))
                {
                    action();
                }

                Episodes.PlayReady();
                StartWrite();
                if (isDraining && !isWriting && waiting.Count == 0)
                {
                    drained.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            engine.Fail(exception);
        }
    }

    /// <summary>Plays what has arrived once more and writes it.</summary>
    public Task DrainAsync()
    {
        Post(() =>
        {
            isDraining = true;
            Episodes.BeginLastRound(active.Values);
        });
        return drained.Task;
    }

    public void Add(Instance instance) => active.Add(instance.Id, instance);

    public void Show(InstanceRecord record) => visible[record.Id] = record;

    public void Write(InstanceChange change) => waiting.Add(change);

    /// <summary>Takes an event in for an instance that runs; for any other it is dropped (D-8, D-22).</summary>
    public void Receive(Message message)
    {
        if (Registry.IsBusy(message.InstanceId))
        {
            Registry.WhenFree(message.InstanceId, () => Receive(message));
            return;
        }

        var instance = Find(message.InstanceId);
        if (instance is null
            || instance.Record.IsFinished
            || (message.ExecutionId is { } execution && execution != instance.Record.ExecutionId)
            || !instance.Accepts(message.Event))
        {
            message.Done();
            return;
        }

        // A termination does not wait for the start.
        instance.IsScheduled &= message.Event is not ExecutionTerminated;
        if (instance.IsScheduled)
        {
            Scheduled.LogAhead(instance, message);
            return;
        }

        instance.Inbox.Add(new Arrival(message.Event, message.Done));
        Episodes.MakeReady(instance);
    }

    public void ActivityDone(Instance instance, string executionId, ActionResult result)
    {
        instance.RunningActivities--;
        Receive(new Message(instance.Id, result, () => { }) { ExecutionId = executionId });
        Episodes.MakeReady(instance);
    }

    public void Delivered(Instance instance, string executionId, int message)
    {
        if (executionId != instance.Record.ExecutionId)
        {
            return;
        }

        instance.Delivered(message);
        if (instance.Record.IsFinished && !instance.IsWriting)
        {
            TryLeave(instance);
        }
    }

    /// <summary>Removes a finished instance from memory once nobody needs it.</summary>
    public void TryLeave(Instance instance)
    {
        if (!instance.IsDelivered)
        {
            return;
        }

        if (instance.IsListed)
        {
            instance.IsListed = false;
            instance.IsWriting = true;
            Write(new InstanceChange(instance.Id, () => Leave(instance)));
        }
        else
        {
            Leave(instance);
        }
    }

    private void Leave(Instance instance)
    {
        active.Remove(instance.Id);
        visible.TryRemove(instance.Id, out _);
        instance.Admission?.Invoke();
        instance.TellCommitted();
        instance.TellGone();
    }

    private void StartWrite()
    {
        if (isWriting || waiting.Count == 0)
        {
            return;
        }

        isWriting = true;
        var batch = waiting.GetRange(0, ShardWriter.CountThatFits(waiting));
        waiting.RemoveRange(0, batch.Count);
        _ = WriteAsync(batch);
    }

    private async Task WriteAsync(List<InstanceChange> batch)
    {
        try
        {
            await Writer.WriteAsync(batch, Stopping);
            Post(() =>
            {
                isWriting = false;
                batch.ForEach(change => change.Committed());
            });
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            engine.Fail(exception);
        }
    }
}
