using BackOffice.Runs;
using Microsoft.DurableTask;

namespace BackOffice.Closing;

/// <summary>The steps of the close and of a reopening: the name, input, output and retry of each, once.</summary>
internal static class ClosingSteps
{
    /// <summary>Five tries over about half a minute; then the step is shown as failed and people look at it.</summary>
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    extension(TaskOrchestrationContext context)
    {
        public Task<ClosePlan> PlanClose(CloseRound close)
            => context.CallActivityAsync<ClosePlan>(nameof(PlanClose), close, Patience.Stubborn);

        public Task<CloseStepProgress> RunCloseStep(CloseTurn turn)
            => context.CallActivityAsync<CloseStepProgress>(nameof(RunCloseStep), turn, Patient);

        public Task<CloseStepProgress> FailCloseStep(CloseTurn turn)
            => context.CallActivityAsync<CloseStepProgress>(nameof(FailCloseStep), turn, Patience.Stubborn);

        public Task<CloseProgress> CompleteClose(CloseRound close)
            => context.CallActivityAsync<CloseProgress>(nameof(CompleteClose), close, Patience.Stubborn);

        public Task SendClosingNotice(ClosingNotice notice)
            => context.CallActivityAsync(nameof(SendClosingNotice), notice, Patience.Stubborn);

        public Task<ReopeningProgress> DecideReopening(ReopeningVerdict verdict)
            => context.CallActivityAsync<ReopeningProgress>(nameof(DecideReopening), verdict, Patience.Stubborn);

        public Task<ReopeningProgress> EndReopening(ReopeningReference reopening)
            => context.CallActivityAsync<ReopeningProgress>(nameof(EndReopening), reopening, Patience.Stubborn);

        /// <summary>Completes when somebody says that a step is worth another look.</summary>
        public Task<string?> NextNudge(CloseStepReference step) => context.WaitForExternalEvent<string>(step.NudgeName);
    }
}
