using BackOffice.Closing.Domain;
using BackOffice.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Closing;

/// <summary>
/// Closes one month: every step runs as soon as those it waits for are done, side by side where nothing stands between
/// them; one that is blocked, failed or unsigned waits for people and is tried again.
/// </summary>
public static class MonthEndCloseOrchestrator
{
    [Function(nameof(MonthEndCloseOrchestrator))]
    public static async Task<CloseState> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var close = context.GetInput<CloseRound>()!;
        context.SetCustomStatus(CloseState.Running);

        var plan = await context.PlanClose(close);
        Dictionary<string, Task<CloseStepState>> steps = [];
        foreach (var step in plan.Steps)
        {
            var before = Task.WhenAll(step.After.Select(id => steps[id]));
            steps[step.Id] = FinishAsync(context, new CloseTurn(new(close, step.Id), step.Tries + 1, Reminders: 0), before);
        }

        var ends = await Task.WhenAll(steps.Values);
        var progress = ends.All(end => end == CloseStepState.Done)
            ? await context.CompleteClose(close)
            : new CloseProgress(CloseState.Cancelled, MessageId: null);

        context.SetCustomStatus(progress.State);
        Announce(context, close.Tenant, progress.MessageId);
        return progress.State;
    }

    /// <summary>One step from its first try to its end.</summary>
    private static async Task<CloseStepState> FinishAsync(TaskOrchestrationContext context, CloseTurn turn, Task<CloseStepState[]> before)
    {
        if ((await before).Contains(CloseStepState.Cancelled))
        {
            return CloseStepState.Cancelled;
        }

        // One waiter at a time, never given up: an event that comes while the step runs is not lost.
        var nudge = context.NextNudge(turn.Step);
        var progress = await TryAsync(context, turn);
        while (!progress.State.IsOver())
        {
            var nudged = await context.ComesWithin(nudge, CloseStepRule.ReminderInterval);
            nudge = nudged ? context.NextNudge(turn.Step) : nudge;
            turn = turn with { Number = turn.Number + 1, Reminders = nudged ? 0 : turn.Reminders + 1 };
            progress = await TryAsync(context, turn);
        }

        return progress.State;
    }

    private static async Task<CloseStepProgress> TryAsync(TaskOrchestrationContext context, CloseTurn turn)
    {
        var progress = await RunOrFailAsync(context, turn);
        Announce(context, turn.Step.Close.Tenant, progress.MessageId);
        Announce(context, turn.Step.Close.Tenant, progress.EscalationId);
        return progress;
    }

    private static async Task<CloseStepProgress> RunOrFailAsync(TaskOrchestrationContext context, CloseTurn turn)
    {
        try
        {
            return await context.RunCloseStep(turn);
        }
        catch (TaskFailedException)
        {
            // Whatever it was, trying again did not help: a person has to see it.
            return await context.FailCloseStep(turn);
        }
    }

    /// <summary>Not awaited: a notice that cannot be sent delays nobody's signature; the sweep of the outbox sends what is left.</summary>
    private static void Announce(TaskOrchestrationContext context, string tenant, string? message)
    {
        if (message is not null)
        {
            _ = context.SendClosingNotice(new(tenant, message));
        }
    }
}
