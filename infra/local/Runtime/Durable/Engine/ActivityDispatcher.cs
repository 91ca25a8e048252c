using BackOffice.LocalRuntime.Durable.History;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Engine;

/// <summary>One activity to run; Done receives its result, which may come twice over the life of the step.</summary>
internal sealed record ActivityCall(string InstanceId, TaskScheduled Task, Action<ActionResult> Done);

/// <summary>Runs activities in their order, so many at a time. What is dropped at stop runs again after the next start.</summary>
internal sealed class ActivityDispatcher(IDurableFunctions functions, int limit, ILogger logger) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<ActivityCall> waiting = new();
    private readonly CancellationTokenSource aborting = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool stopping;
    private int workers;

    public void Enqueue(ActivityCall call)
    {
        lock (gate)
        {
            if (stopping)
            {
                return;
            }

            waiting.Enqueue(call);
            if (workers == limit)
            {
                return;
            }

            workers++;
        }

        _ = Task.Run(WorkAsync);
    }

    /// <summary>Starts no more and waits for those that run, until the token asks them to stop too.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            stopping = true;
            waiting.Clear();
            if (workers == 0)
            {
                idle.TrySetResult();
            }
        }

        await using var registration = cancellationToken.Register(aborting.Cancel);
        await Task.WhenAny(idle.Task, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
    }

    public void Dispose() => aborting.Dispose();

    private async Task WorkAsync()
    {
        while (Next() is { } call)
        {
            if (await RunAsync(call) is { } result)
            {
                call.Done(result);
            }
        }
    }

    private ActivityCall? Next()
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out var call))
            {
                return call;
            }

            workers--;
            if (stopping && workers == 0)
            {
                idle.TrySetResult();
            }

            return null;
        }
    }

    private async Task<ActionResult?> RunAsync(ActivityCall call)
    {
        var task = call.Task;
        try
        {
            return new TaskCompleted(task.Id, await functions.InvokeActivityAsync(task.Name, call.InstanceId, task.Input, aborting.Token));
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            return null;
        }
        catch (UnknownFunctionException exception)
        {
            return new TaskFailed(task.Id, Failure.From(exception) with { NonRetriable = true });
        }
        catch (OutOfMemoryException)
        {
            // Not the activity's fault (D-29): it runs again.
            Enqueue(call);
            return null;
        }
        catch (Exception exception) when (exception is not StackOverflowException)
        {
            Log.ActivityFailed(logger, task.Name, task.Id, call.InstanceId, exception.GetType().FullName ?? string.Empty);
            return new TaskFailed(task.Id, Failure.From(exception));
        }
    }
}
