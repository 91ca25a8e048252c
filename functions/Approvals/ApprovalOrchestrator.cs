using BackOffice.Approvals.Domain;
using BackOffice.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Approvals;

/// <summary>
/// One approval: ask the first level, wait for people or the clock, count, remind, ask the next level, conclude. What people decided
/// is in their records before this hears of it; the event only wakes.
/// </summary>
public static class ApprovalOrchestrator
{
    /// <summary>The event that says a decision was written down; whatever it carries is not read.</summary>
    public const string Decided = "ApprovalDecided";

    /// <summary>
    /// How long it waits after an alarm at which nothing was to be done: the clocks of two machines differ, and the one that
    /// counts says "not yet". Without it, the alarm would ring again at once, and again.
    /// </summary>
    internal static readonly TimeSpan Snooze = TimeSpan.FromMinutes(1);

    [Function(nameof(ApprovalOrchestrator))]
    public static async Task<ApprovalResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<ApprovalRequest>()!;
        if (request.Problem is { } problem)
        {
            throw new UnfitRequestException(problem);
        }

        // Listening before anybody is asked, and again before each count, so that no decision falls between two waits.
        var decided = context.WaitForExternalEvent<object>(Decided);
        var progress = await context.OpenApproval(request);
        Announce(context, request.Approval, progress);

        DateTimeOffset? rung = null;
        while (progress.WakeAt is { } alarm)
        {
            if (await context.ComesBefore(decided, alarm == rung ? new DateTimeOffset(context.CurrentUtcDateTime + Snooze, TimeSpan.Zero) : alarm))
            {
                decided = context.WaitForExternalEvent<object>(Decided);
            }
            else
            {
                rung = alarm;
            }

            progress = await context.WeighApproval(request.Approval);
            Announce(context, request.Approval, progress);
        }

        return new ApprovalResult(request.Approval, ApprovalLifecycle.OutcomeOf(progress.State)!.Value);
    }

    /// <summary>Not awaited: a notice that cannot be sent delays nobody's decision; the sweep sends what is left.</summary>
    private static void Announce(TaskOrchestrationContext context, ApprovalReference approval, ApprovalProgress progress)
    {
        context.SetCustomStatus(progress.State);
        if (progress.MessageIds.Count > 0)
        {
            _ = context.SendApprovalNotices(new(approval, progress.MessageIds));
        }
    }
}
