using BackOffice.Approvals;
using BackOffice.Payroll.Domain;
using BackOffice.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.Payroll;

/// <summary>
/// One round of a payroll run: calculate everybody, let people look and correct, have it approved by others, post it, order the
/// money, hand out the payslips, wait until the money has arrived. A correction before approval is a new round.
/// </summary>
public static class PayrollRunOrchestrator
{
    /// <summary>The event that says the run was moved by a person or a bank; what it carries is not read.</summary>
    public const string Moved = "PayrollRunMoved";

    /// <summary>How long a run waits for people before they are reminded, again and again.</summary>
    public static readonly TimeSpan ReminderInterval = TimeSpan.FromDays(2);

    [Function(nameof(PayrollRunOrchestrator))]
    public static async Task<RunState> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var round = context.GetInput<RunRound>()!;
        var moves = new Moves(context, round);

        var progress = await CalculateAsync(context, round);
        progress = await moves.WaitWhileAsync(progress, run => run.State is RunState.Calculated or RunState.Exceptions);

        if (progress.State == RunState.AwaitingApproval)
        {
            var approval = await context.AwaitApproval(progress.Approval!);
            progress = Shown(context, await context.DecideRun(new(round, approval.Outcome)));
        }

        progress = await PostAsync(context, round, progress, moves);
        while (progress.State is RunState.Paying or RunState.Settling or RunState.PartiallyPaid or RunState.NotOrdered)
        {
            progress = await PayAsync(context, new(round, progress.Orders + 1), progress);
            progress = await moves.WaitWhileAsync(progress, run => run.State is RunState.Settling or RunState.PartiallyPaid or RunState.NotOrdered);
        }

        return progress.State;
    }

    /// <summary>Freezes who is in it, then calculates all shards side by side. People whose slip fails do not stop the others.</summary>
    private static async Task<RunProgress> CalculateAsync(TaskOrchestrationContext context, RunRound round)
    {
        var progress = Shown(context, await context.PlanRun(round));
        if (progress.State == RunState.Calculating)
        {
            await EachShardAsync(context, new(round, 1), progress.Shards, ShardWork.Calculate);
            progress = Shown(context, await context.SumUpRun(round));
        }

        return progress;
    }

    /// <summary>Posts the journal. Where the month is closed meanwhile, people reopen it, or cancel the run.</summary>
    private static async Task<RunProgress> PostAsync(TaskOrchestrationContext context, RunRound round, RunProgress progress, Moves moves)
    {
        while (progress.State is RunState.Approved or RunState.Posting)
        {
            progress = Shown(context, await context.PostRun(round));
            progress = await moves.WaitOnceWhileAsync(progress, run => run.State == RunState.Approved);
        }

        return progress;
    }

    /// <summary>One payment order from all shards, sealed as a whole, and with the first their payslips, which nobody has seen before. What came back is ordered again in the same way.</summary>
    private static async Task<RunProgress> PayAsync(TaskOrchestrationContext context, RunOrder order, RunProgress progress)
    {
        if (progress.State != RunState.Paying)
        {
            return progress;
        }

        await context.OpenRunOrder(order);
        await EachShardAsync(context, order, progress.Shards, ShardWork.Pay);
        return Shown(context, await context.SealRunOrder(order));
    }

    private static Task<int[]> EachShardAsync(TaskOrchestrationContext context, RunOrder order, int shards, ShardWork work)
        => Task.WhenAll(ShardBatch.Of((order.Round, work, order.Number), shards).Select(context.WorkOnShards));

    private static RunProgress Shown(TaskOrchestrationContext context, RunProgress progress)
    {
        context.SetCustomStatus(progress.State);
        if (progress.MessageId is { } message)
        {
            // Not awaited: a notice that cannot be sent delays nobody's pay; the sweep of the outbox sends what is left.
            _ = context.SendPayrollNotice(new(progress.Tenant, message));
        }

        return progress;
    }

    /// <summary>Waits for the run to be moved. It listens from the start, and one wait at a time, so that no move falls between two.</summary>
    private sealed class Moves(TaskOrchestrationContext context, RunRound round)
    {
        private Task next = context.WaitForExternalEvent<object>(Moved);

        public async Task<RunProgress> WaitWhileAsync(RunProgress progress, Func<RunProgress, bool> isWaiting)
        {
            while (isWaiting(progress))
            {
                progress = await WaitAsync();
            }

            return progress;
        }

        /// <summary>How the run stands after the next move, or after a reminder when nobody moved it; at once when it does not wait.</summary>
        public async Task<RunProgress> WaitOnceWhileAsync(RunProgress progress, Func<RunProgress, bool> isWaiting)
            => isWaiting(progress) ? await WaitAsync() : progress;

        private async Task<RunProgress> WaitAsync()
        {
            if (!await context.ComesWithin(next, ReminderInterval))
            {
                return Shown(context, await context.RemindOfRun(new(round, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero))));
            }

            next = context.WaitForExternalEvent<object>(Moved);
            return Shown(context, await context.LookAtRun(round));
        }
    }
}
