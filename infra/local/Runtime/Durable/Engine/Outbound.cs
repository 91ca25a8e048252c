using System.Globalization;
using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>
/// Sends what a stored episode asked for: activities, timers, and messages to other instances. A message is sent again
/// after a crash until its receiver has stored it, and the receiver knows it by its number.
/// </summary>
internal sealed class Outbound(Shard shard, DurableEngine engine, ActivityDispatcher activities)
{
    private const int ParentMessage = int.MaxValue;

    public static EventRaised EventOf(EventSent sent, string executionId)
        => new(sent.Name, sent.Input, string.Create(CultureInfo.InvariantCulture, $"{executionId}:{sent.Id}"));

    public void Send(Instance instance, IEnumerable<OrchestratorAction> actions)
    {
        foreach (var action in actions)
        {
            Send(instance, action);
        }
    }

    public void Send(Instance instance, EventForwarded forwarded)
        => Track(instance, forwarded.Id, done => engine.Deliver(new Message(forwarded.InstanceId, forwarded.Raised, done)));

    /// <summary>What a finished instance still owes: its result to its parent, its end to its children.</summary>
    public void SendEnd(Instance instance, ExecutionCompleted completed)
    {
        if (instance.Record.Parent is { } parent)
        {
            Track(instance, ParentMessage, done => engine.Deliver(
                new Message(parent.InstanceId, ResultFor(parent, completed), done) { ExecutionId = parent.ExecutionId }));
        }

        if (completed.Status == OrchestrationRuntimeStatus.Terminated
            && instance.History.OfType<ExecutionTerminated>().FirstOrDefault() is { Recursive: true } terminated)
        {
            foreach (var child in History.OpenActions.Of(instance.History).OfType<SubOrchestrationCreated>())
            {
                Track(instance, ParentMessage - 1 - child.Id, done => engine.Deliver(new Message(child.InstanceId, terminated, done)));
            }
        }
    }

    private void Send(Instance instance, OrchestratorAction action)
    {
        switch (action)
        {
            case TaskScheduled task:
                instance.RunningActivities++;
                var executionId = instance.Record.ExecutionId;
                activities.Enqueue(new ActivityCall(instance.Id, task, result => shard.Post(() => shard.ActivityDone(instance, executionId, result))));
                break;
            case TimerCreated timer:
                SetTimer(instance, timer);
                break;
            case SubOrchestrationCreated sub:
                Track(instance, sub.Id, done => engine.Start(new StartRequest(ChildOf(instance.Record, sub), _ => done())));
                break;
            case EventSent sent:
                Track(instance, sent.Id, done => engine.Deliver(new Message(sent.InstanceId, EventOf(sent, instance.Record.ExecutionId), done)));
                break;
            default:
                throw new NotSupportedException(action.GetType().Name);
        }
    }

    private void SetTimer(Instance instance, TimerCreated timer)
    {
        var (id, executionId) = (instance.Id, instance.Record.ExecutionId);
        var due = new DateTimeOffset(DateTime.SpecifyKind(timer.FireAt, DateTimeKind.Utc));
        shard.Alarms.At(due, () => shard.Receive(new Message(id, new TimerFired(timer.Id), () => { }) { ExecutionId = executionId }));
    }

    private void Track(Instance instance, int message, Action<Action> send)
    {
        if (message <= instance.Record.DeliveredThrough)
        {
            return;
        }

        var executionId = instance.Record.ExecutionId;
        instance.Sending(message);
        send(() => shard.Post(() => shard.Delivered(instance, executionId, message)));
    }

    private static HistoryEvent ResultFor(ParentLink parent, ExecutionCompleted completed) => completed.Status switch
    {
        OrchestrationRuntimeStatus.Completed => new SubOrchestrationCompleted(parent.TaskId, completed.Output),
        _ => new SubOrchestrationFailed(parent.TaskId, completed.Failure ?? new Failure(
            "DurableTask.Core.Exceptions.SubOrchestrationFailedException", completed.Output ?? "The sub-orchestration was terminated.", null, null)),
    };

    private InstanceRecord ChildOf(InstanceRecord parent, SubOrchestrationCreated sub)
        => new(sub.InstanceId, sub.Name, Guid.NewGuid().ToString("N"))
        {
            Version = sub.Version ?? string.Empty,
            Input = sub.Input,
            Tags = sub.Tags,
            Parent = new ParentLink(parent.Name, parent.Id, parent.ExecutionId, sub.Id),
            CreatedAt = shard.Now,
            UpdatedAt = shard.Now,
        };
}
