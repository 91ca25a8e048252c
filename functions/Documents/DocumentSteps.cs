using BackOffice.Documents.Domain;
using BackOffice.Runs;
using Microsoft.DurableTask;

namespace BackOffice.Documents;

/// <summary>The steps of the document processes: the name, input, output and retry of each, once.</summary>
internal static class DocumentSteps
{
    /// <summary>Nine tries over about nine minutes, so that a short outage harms no document; what still fails then is for a person.</summary>
    private static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(new RetryPolicy(maxNumberOfAttempts: 9, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    extension(TaskOrchestrationContext context)
    {
        public Task<DocumentProgress> ExamineDocument(DocumentReference document)
            => context.CallActivityAsync<DocumentProgress>(nameof(ExamineDocument), document, Patient);

        public Task<DocumentProgress> SetDocumentAside(DocumentReference document)
            => context.CallActivityAsync<DocumentProgress>(nameof(SetDocumentAside), document, Patience.Stubborn);

        public Task<DocumentProgress> RegisterDocument(DocumentReference document)
            => context.CallActivityAsync<DocumentProgress>(nameof(RegisterDocument), document, Patience.Stubborn);

        public Task<DocumentProgress> ApplyDecision(DocumentDecision decision)
            => context.CallActivityAsync<DocumentProgress>(nameof(ApplyDecision), decision, Patience.Stubborn);

        public Task<DocumentProgress> RefuseDocument(DocumentReference document)
            => context.CallActivityAsync<DocumentProgress>(nameof(RefuseDocument), document, Patience.Stubborn);

        public Task<DocumentProgress> RemindOfDocument(DocumentReference document)
            => context.CallActivityAsync<DocumentProgress>(nameof(RemindOfDocument), document, Patience.Stubborn);

        public Task SendNotice(DocumentNotice notice)
            => context.CallActivityAsync(nameof(SendNotice), notice, Patience.Stubborn);

        public Task<IReadOnlyList<string>> ListDocumentTenants()
            => context.CallActivityAsync<IReadOnlyList<string>>(nameof(ListDocumentTenants), input: null, Patient);

        public Task<SweepResult> SweepTenant(string tenant)
            => context.CallActivityAsync<SweepResult>(nameof(SweepTenant), tenant, Patient);

        /// <summary>The id of the next decision, or null when nobody decided in time.</summary>
        public async Task<string?> DecisionWithin(TimeSpan deadline)
        {
            try
            {
                return await context.WaitForExternalEvent<string>(DocumentIntakeOrchestrator.Decided, deadline);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }
}
