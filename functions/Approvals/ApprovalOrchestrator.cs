using BackOffice.Approvals.Domain;
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

        while (progress.WakeAt is { } alarm)
        {
            decided = await context.ComesBefore(decided, alarm) ? context.WaitForExternalEvent<object>(Decided) : decided;
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
