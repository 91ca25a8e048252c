using BackOffice.LocalRuntime.Durable.History;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Durable.Replay;

/// <summary>One replay of one orchestration, from the first event to the last.</summary>
internal sealed class ReplaySession(IDurableFunctions functions, ReplaySettings settings, ILoggerFactory loggers, ReplayThread thread)
{
    private readonly Queue<HistoryEvent> heldBack = new();
    private ReplayContext? context;
    private Task? function;
    private object? output;
    private ExecutionTerminated? terminated;
    private bool suspended;
    private DateTime now;

    public ReplaySettings Settings => settings;

    public ILoggerFactory Loggers => loggers;

    public ReplayThread Thread => thread;

    public EpisodeOutcome Run(string instanceId, IReadOnlyList<HistoryEvent> past, IReadOnlyList<HistoryEvent> arrived)
    {
        try
        {
            Play(instanceId, past, replaying: true);
            Play(instanceId, arrived, replaying: false);
            return terminated is null ? Conclude() : Over(OrchestrationRuntimeStatus.Terminated, terminated.Output);
        }
        catch (NonDeterministicOrchestrationException exception)
        {
            return Failed(Failure.From(exception) with { Type = NonDeterministicOrchestrationException.AzureTypeName });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // An illegal await, or a status or output that cannot be written as JSON: the orchestration's fault, not the engine's.
            return Failed(Failure.From(exception));
        }
    }

    private void Play(string instanceId, IReadOnlyList<HistoryEvent> events, bool replaying)
    {
        foreach (var entry in events)
        {
            context?.Replaying = replaying;
            if (entry is OrchestratorStarted episode)
            {
                now = episode.At;
                context?.MoveClock(now);
            }
            else if (entry is ExecutionStarted started)
            {
                Start(instanceId, started, replaying);
            }
            else
            {
                PlayOne(entry);
            }
        }
    }

    private void PlayOne(HistoryEvent entry)
    {
        switch (entry)
        {
            case OrchestratorAction action:
                context!.Ledger.Match(action);
                break;
            case ExecutionTerminated termination:
                terminated ??= termination;
                break;
            case ExecutionSuspended:
                suspended = true;
                break;
            case ExecutionResumed:
                Resume();
                break;
            case ActionResult or EventRaised when suspended:
                heldBack.Enqueue(entry);
                break;
            case ActionResult result:
                context!.Resolve(result);
                RequireDurableAwait();
                break;
            case EventRaised raised:
                context!.Raise(raised);
                RequireDurableAwait();
                break;
            default:
                break;
        }
    }

    private void Resume()
    {
        suspended = false;
        while (heldBack.TryDequeue(out var entry))
        {
            PlayOne(entry);
        }
    }

    private void Start(string instanceId, ExecutionStarted started, bool replaying)
    {
        context = new ReplayContext(instanceId, started, this) { Replaying = replaying };
        context.MoveClock(now);
        function = InvokeAsync(started.Name, context);
        if (!function.IsCompleted && !context.WasUsed)
        {
            throw IllegalAwait.Exception();
        }

        RequireDurableAwait();
    }

    private async Task InvokeAsync(string name, ReplayContext running) => output = await functions.InvokeOrchestratorAsync(name, running);

    // Nothing durable can wake the orchestrator, yet it is not done: it awaits something that will be gone after a restart.
    private void RequireDurableAwait()
    {
        if (thread.WasLeft || (!function!.IsCompleted && !context!.HasOpenTasks && !context.Events.AnyListening))
        {
            throw IllegalAwait.Exception();
        }
    }

    private EpisodeOutcome Conclude()
    {
        var status = context?.CustomStatusJson;
        if (status?.Length > settings.MaximumCustomStatus)
        {
            return Failed(Failure.From(new InvalidOperationException(
                $"The custom status is {status.Length} characters of JSON; the limit is {settings.MaximumCustomStatus} (16 KB in UTF-16).")));
        }

        if (function is not { IsCompleted: true } || context!.HasOpenTasks)
        {
            return new EpisodeOutcome(NewActions()) { CustomStatus = status, IsSuspended = suspended };
        }

        if (function.IsFaulted || function.IsCanceled)
        {
            return Failed(FailureOf(function)) with { Actions = NewActions(), CustomStatus = status };
        }

        return context.Next is { } next
            ? new EpisodeOutcome(NewActions()) { Next = next, CustomStatus = status }
            : Complete(status);
    }

    private EpisodeOutcome Complete(string? status)
        => Over(OrchestrationRuntimeStatus.Completed, settings.Converter.Serialize(output)) with { Actions = NewActions(), CustomStatus = status };

    // What the engine ends (a difference, an illegal await, a termination) asks for nothing more.
    private static EpisodeOutcome Failed(Failure failure)
        => new([]) { Completed = new ExecutionCompleted(OrchestrationRuntimeStatus.Failed, failure.Message, failure) };

    private static EpisodeOutcome Over(OrchestrationRuntimeStatus status, string? output)
        => new([]) { Completed = new ExecutionCompleted(status, output, null) };

    private IReadOnlyList<OrchestratorAction> NewActions() => context is null ? [] : [.. context.Ledger.New];

    private static Failure FailureOf(Task task)
    {
        var exception = task.Exception?.InnerExceptions[0] ?? new TaskCanceledException(task);
        var failure = Failure.From(exception);
        return exception is UnknownFunctionException ? failure with { NonRetriable = true } : failure;
    }
}
