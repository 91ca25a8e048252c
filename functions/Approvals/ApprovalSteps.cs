using BackOffice.Runs;
using Microsoft.DurableTask;

namespace BackOffice.Approvals;

/// <summary>The steps of an approval, and the one step by which every other process asks for one.</summary>
internal static class ApprovalSteps
{
    /// <summary>What can never be asked is not tried again.</summary>
    private static readonly TaskOptions Stubborn = Patience.StubbornExceptFor<UnfitRequestException>();

    extension(TaskOrchestrationContext context)
    {
        /// <summary>
        /// Asks for an approval and waits until it is decided, at the latest when the last level of its rule was silent. The same
        /// approval asked for again after it ended gets the same result; another request under its id fails.
        /// </summary>
        public Task<ApprovalResult> AwaitApproval(ApprovalRequest request)
            => context.CallSubOrchestratorAsync<ApprovalResult>(nameof(ApprovalOrchestrator), request, new TaskOptions().WithInstanceId(request.Approval.InstanceId));

        public Task<ApprovalProgress> OpenApproval(ApprovalRequest request)
            => context.CallActivityAsync<ApprovalProgress>(nameof(OpenApproval), request, Stubborn);

        public Task<ApprovalProgress> WeighApproval(ApprovalReference approval)
            => context.CallActivityAsync<ApprovalProgress>(nameof(WeighApproval), approval, Stubborn);

        public Task SendApprovalNotices(ApprovalMessages messages)
            => context.CallActivityAsync(nameof(SendApprovalNotices), messages);
    }
}
