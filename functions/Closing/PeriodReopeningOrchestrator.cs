using BackOffice.Approvals;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Closing;

/// <summary>Opens a closed month again when a second person approves, and closes it at the end that was asked for.</summary>
public static class PeriodReopeningOrchestrator
{
    [Function(nameof(PeriodReopeningOrchestrator))]
    public static async Task<ReopeningState> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var terms = context.GetInput<ReopeningTerms>()!;
        context.SetCustomStatus(ReopeningState.Requested);

        var approval = await context.AwaitApproval(terms.Approval);
        var progress = await context.DecideReopening(new(terms.Reopening, approval.Outcome));
        context.SetCustomStatus(progress.State);
        if (progress.MessageId is { } message)
        {
            // Not awaited: the reopening ends in time, whether or not the bus is there.
            _ = context.SendClosingNotice(new(terms.Reopening.Tenant, message));
        }

        if (progress.State == ReopeningState.Open)
        {
            await context.CreateTimer(terms.Until.UtcDateTime, CancellationToken.None);
            progress = await context.EndReopening(terms.Reopening);
            context.SetCustomStatus(progress.State);
        }

        return progress.State;
    }
}
