using BackOffice.Approvals.Domain;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Runs;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Approvals;

/// <summary>Approvals over HTTP: ask, decide, take back.</summary>
public sealed class ApprovalApi(ApprovalDecisions decisions, ApprovalLinks links, Commands commands)
{
    internal const string Route = "v1/{tenant}/approvals";

    /// <summary>Asks for an approval on the caller's own account; for processes outside, since those inside ask by a step.</summary>
    [Function("AskForApproval")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator, Role.Service)]
    [Takes(typeof(AskBody))]
    [Gives(202, typeof(AskedView))]
    public Task<IResult> AskAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<AskBody>(request, tenant, async (body, key) =>
        {
            var asked = Checked(body, new ApprovalReference(tenant, ApprovalKeys.AskedPrefix + Digest.Of(tenant, "ask", key)[..24]), Caller.Of(request));
            await client.StartOnceAsync(nameof(ApprovalOrchestrator), asked.Approval.InstanceId, asked, cancellationToken);
            return CommandAnswer.Accepted(LocationOf(asked.Approval), new AskedView(asked.Approval.ApprovalId));
        }, cancellationToken);

    /// <summary>Approves what the caller saw, in their own right or for somebody they stand in for.</summary>
    [Function("Approve")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(VerdictBody))]
    [Gives(202, typeof(DecisionView))]
    [Refuses(403, "own-request", "not-asked")]
    [Refuses(409, "payload-changed", "approval-concluded", "approval-expired", "already-decided", "place-taken", "approval-busy")]
    public Task<IResult> ApproveAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/approve")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<VerdictBody>(request, tenant, (body, key) => DecideAsync(AskedBy(request, new(tenant, id), (Verdict.Approve, body, key)), client, cancellationToken), cancellationToken);

    /// <summary>Refuses, with a reason; one refusal is enough.</summary>
    [Function("Refuse")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(VerdictBody))]
    [Gives(202, typeof(DecisionView))]
    [Refuses(403, "own-request", "not-asked")]
    [Refuses(409, "payload-changed", "approval-concluded", "approval-expired", "already-decided", "place-taken", "approval-busy")]
    public Task<IResult> RefuseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/refuse")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<VerdictBody>(request, tenant, (body, key) => DecideAsync(AskedBy(request, new(tenant, id), (Verdict.Refuse, body, key)), client, cancellationToken), cancellationToken);

    /// <summary>Takes a request back; only who asked may.</summary>
    [Function("WithdrawApproval")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator, Role.Service)]
    [Takes(typeof(WithdrawalBody))]
    [Gives(202, typeof(DecisionView))]
    [Refuses(403, "not-the-requester")]
    [Refuses(409, "approval-concluded", "approval-expired", "approval-busy")]
    public Task<IResult> WithdrawAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/withdraw")] HttpRequest request, string tenant, string id, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<WithdrawalBody>(request, tenant, (body, key) => DecideAsync(AskedBy(request, new(tenant, id), (Verdict.Withdraw, new VerdictBody(body.Reason, ""), key)), client, cancellationToken), cancellationToken);

    /// <summary>The caller's own link, to decide from a phone; the same one every time. What opens the books or moves money asks them to sign in there too.</summary>
    [Function("GetApprovalLink")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Gives(200, typeof(LinkView))]
    [Refuses(403, "own-request", "not-asked")]
    [Refuses(409, "payload-changed", "approval-concluded", "approval-expired", "already-decided", "place-taken", "approval-busy")]
    public async Task<IResult> GetLinkAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{id}/link")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        var file = await decisions.RequireAsync(new ApprovalReference(tenant, id), cancellationToken);
        if (await decisions.RefusalForAsync(file, new LinkHolder(caller.Name, [.. caller.Roles]), caller.Name, cancellationToken) is { } refusal)
        {
            throw Refusals.Of(refusal, file.Row);
        }

        return TypedResults.Ok(new LinkView((await links.ForCallerAsync(file.Row, caller)).Address, file.Row.DueAt));
    }

    private async Task<CommandAnswer> DecideAsync(DecisionAsked asked, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var taken = await decisions.TakeAsync(asked, client, cancellationToken);
        return taken.Refusal is { } refusal
            ? throw Refusals.Of(refusal, taken.File.Row)
            : CommandAnswer.Accepted(LocationOf(asked.Approval), DecisionView.Of(taken.File, asked));
    }

    private static DecisionAsked AskedBy(HttpRequest request, ApprovalReference approval, (Verdict Kind, VerdictBody Body, string Key) what)
    {
        var problem = VerdictBody.ProblemWithReason(what.Kind, what.Body.Reason) ?? (what.Body.PayloadDigest is null ? "Send the payload digest you saw." : null);
        var caller = Caller.Of(request);
        return problem is not null
            ? throw RefusedException.Invalid(problem)
            : new DecisionAsked(approval, DecisionAsked.IdOf(approval.Tenant, what.Key), what.Kind, what.Body.Reason?.Trim())
            {
                Person = caller.Name,
                Roles = [.. caller.Roles],
                SeenDigest = what.Body.PayloadDigest!,
                Surface = Surface.Api,
                SignedInAs = caller.Name,
            };
    }

    private static ApprovalRequest Checked(AskBody body, ApprovalReference approval, Caller caller)
    {
        var amount = Money.TryParse(body.Amount, out var parsed) ? parsed : (Money?)null;
        var asked = new ApprovalRequest(approval, body.Kind ?? "", body.Subject ?? "", caller.Name)
        {
            Summary = body.Summary?.Trim() ?? "",
            PayloadDigest = body.PayloadDigest ?? "",
            Amount = amount,
            CostCentre = body.CostCentre,
            Preparers = body.Preparers ?? [],
        };
        var problem = body.Amount is not null && amount is null ? "An amount is written 12.50 EUR." : asked.Problem;
        return problem is null ? asked : throw RefusedException.Invalid(problem);
    }

    private static string LocationOf(ApprovalReference approval) => $"/api/v1/{approval.Tenant}/approvals/{approval.ApprovalId}";
}
