using BackOffice.Approvals.Domain;
using BackOffice.Notifications;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Approvals;

/// <summary>The work of an approval. Every activity looks first how things stand, so that doing it twice does it once.</summary>
public sealed class ApprovalActivities(ApprovalStore store, ApprovalMatrices matrices, Delegations delegations, ApprovalChanges changes, Outbox outbox, Actors actors)
{
    /// <summary>The clock and the process, as they stand in the evidence.</summary>
    private const string Process = "approvals";

    /// <summary>A person who decides at the same instant was quicker: count again.</summary>
    private const int Tries = 5;

    /// <summary>Finds the rule, writes the request down and asks the first level; where that was done before, counts what was decided since.</summary>
    [Function(nameof(ApprovalSteps.OpenApproval))]
    public async Task<ApprovalProgress> OpenAsync([ActivityTrigger] ApprovalRequest request, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(request.Approval, cancellationToken) is { } opened)
        {
            return opened.RequestDigest == request.Fingerprint ? await WeighAsync(request.Approval, cancellationToken) : throw new UnfitRequestException($"Approval {request.Approval.ApprovalId} was asked before for something else.");
        }

        var actor = await NowAsync(request.Approval, cancellationToken);
        var tenant = actor.Tenant!;
        var found = await matrices.FindAsync(tenant, tenant.DayAt(actor.Now), new MatrixQuestion(request.Kind, request.Amount, request.CostCentre), cancellationToken);
        var change = changes.Open(request, found, actor, await delegations.InForceAsync(tenant, request.Kind, actor.Now, cancellationToken));
        return await store.TrySaveAsync(change, actor.Now) ? change.Row.Progress : throw new ApprovalChangedException();
    }

    /// <summary>Counts the decisions and looks at the clock: reminds, asks the next level, or concludes; nothing when it is time for none.</summary>
    [Function(nameof(ApprovalSteps.WeighApproval))]
    public async Task<ApprovalProgress> WeighAsync([ActivityTrigger] ApprovalReference approval, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var file = await store.FindFileAsync(approval, cancellationToken) ?? throw new InvalidOperationException($"Approval {approval.ApprovalId} was never written down.");
            var actor = await NowAsync(approval, cancellationToken);
            var inForce = await delegations.InForceAsync(actor.Tenant!, file.Row.Kind, actor.Now, cancellationToken);
            var change = file.Row.State.IsWaiting() ? changes.Make(ApprovalCourse.Next(file.Case, file.Decisions, actor.Now), file, actor, inForce) : null;
            if (change is null || await store.TrySaveAsync(change, actor.Now))
            {
                return file.Row.Progress;
            }
        }

        throw new ApprovalChangedException();
    }

    /// <summary>Hands notices to Service Bus; those that were handed over before are not sent again.</summary>
    [Function(nameof(ApprovalSteps.SendApprovalNotices))]
    public Task SendNoticesAsync([ActivityTrigger] ApprovalMessages messages, CancellationToken cancellationToken)
        => Task.WhenAll(messages.MessageIds.Select(message => outbox.SendAsync(ApprovalStore.AddressOf(messages.Approval.Tenant, message), cancellationToken)));

    private async Task<Actor> NowAsync(ApprovalReference approval, CancellationToken cancellationToken)
    {
        var actor = await actors.NowAsync(approval.Tenant, Process, approval.InstanceId, cancellationToken);
        return actor.Tenant is null ? throw new UnfitRequestException($"There is no tenant '{approval.Tenant}'.") : actor;
    }
}
