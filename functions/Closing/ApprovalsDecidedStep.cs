using BackOffice.Approvals;
using BackOffice.Approvals.Domain;
using BackOffice.Closing.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Closing;

/// <summary>Nothing that was put to people before the month's end still waits for their decision.</summary>
internal sealed class ApprovalsDecidedStep(ApprovalStore approvals, TenantStore tenants) : ICloseStep
{
    public CloseStepDefinition Definition { get; } = new("approvals-decided", CloseStepKind.Check, Role.Approver, After: [CloseStepCatalog.SoftClose])
    {
        Before = [CloseStepCatalog.PostingsSettled],
    };

    public async Task<CloseOutcome> RunAsync(CloseRun run, CancellationToken cancellationToken)
    {
        var end = (await tenants.FindAsync(run.Tenant, cancellationToken))!.EndOf(run.Period);
        var waiting = 0;
        await foreach (var row in approvals.Query<ApprovalRow>(run.Tenant, ApprovalRow.KeyPrefix).WithCancellation(cancellationToken))
        {
            waiting += row.RequestedAt < end && ApprovalLifecycle.WaitingForPeople.Contains(row.State) ? 1 : 0;
        }

        return CloseOutcome.Of(new CloseBlocker("approvals-waiting", waiting, $"/api/v1/{run.Tenant}/approvals?state={string.Join(',', ApprovalLifecycle.WaitingForPeople)}"));
    }
}
