using BackOffice.Approvals;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>Payroll runs over HTTP: create, calculate, look, submit, cancel.</summary>
public sealed class PayrollApi(PayrollStore store, RunCreation creation, PayrollRuns runs, RunCancellation cancellation, RunReversal reversals, RunCommands commands)
{
    internal const string Route = "v1/{tenant}/payroll/runs";

    /// <summary>The runs of the tenant by group and month.</summary>
    [Function("ListPayrollRuns")]
    [Allow]
    [Paged]
    [Query("group", "Only runs of this pay group.")]
    [Gives(200, typeof(Page<RunLine>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var group = request.Query["group"].FirstOrDefault() is { } asked ? RunBody.CheckedGroup(asked) : null;
        return TypedResults.Ok(await Paging.ReadAsync(request, store.QueryRuns(tenant, group, Paging.TopOf(request)), RunLine.From, cancellationToken));
    }

    /// <summary>One run: where it is, what it comes to, who is not simply in it, every change, and what may happen now.</summary>
    [Function("GetPayrollRun")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(RunView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{run}")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
        return ETags.Ok(request, RunView.From(
            row,
            await store.ReadShardsAsync(row.Current, cancellationToken),
            await store.ReadChangesAsync(row.Reference, cancellationToken)));
    }

    /// <summary>
    /// Creates a run and calculates nothing yet. Of regular runs there is one of a group and month that lives: asked for again, that
    /// one is the answer. A preview can be calculated and looked at, and never paid.
    /// </summary>
    [Function("CreatePayrollRun")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(RunBody))]
    [Gives(201, typeof(RunLine))]
    [Refuses(404, "not-found")]
    [Refuses(409, "too-many-runs")]
    [Refuses(422, "rule-gap")]
    public Task<IResult> CreateAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => commands.RunAsync<RunBody>(request, tenant, async (body, actor) =>
        {
            var row = await creation.CreateAsync(tenant, body.Checked(), actor, cancellationToken);
            return CommandAnswer.Created(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <summary>Calculates a run: for the first time, or anew with what is known by now. What was calculated before is kept.</summary>
    [Function("CalculatePayrollRun")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy")]
    public Task<IResult> CalculateAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{run}/calculate")] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (body, actor) =>
        {
            var row = await runs.CalculateAsync(RunCommands.Checked(tenant, run), people: null, body.By(actor), prepare: null, cancellationToken);
            await PayrollRuns.LaunchAsync(row.Current, client, cancellationToken);
            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <summary>Asks others to approve the round that was looked at. None of those who prepared the run can approve it.</summary>
    [Function("SubmitPayrollRun")]
    [Allow(Role.Preparer)]
    [Takes(typeof(RunRoundBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", "round-over", "preview-only", "recalculate-first", "no-account", "no-template")]
    public Task<IResult> SubmitAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{run}/submit")] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<RunRoundBody>(request, tenant, async (body, actor) =>
        {
            var row = await runs.SubmitAsync(RunCommands.Checked(tenant, run), body.CheckedRound, body.By(actor), cancellationToken);
            await PayrollRuns.NudgeAsync(row.Current, client, cancellationToken);
            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <summary>Gives a run up before anything is posted; an approval that is asked for is taken back.</summary>
    [Function("CancelPayrollRun")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy")]
    public Task<IResult> CancelAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{run}/cancel")] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (body, actor) =>
        {
            var row = await cancellation.CancelAsync(RunCommands.Checked(tenant, run), body.By(actor), client, cancellationToken);
            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <summary>
    /// Builds another payment order of the run: of what the bank returned, to the accounts that people have by now, and of what was held
    /// and is released. What is paid or in a live order stays out of it.
    /// </summary>
    [Function("PayPayrollAgain")]
    [Allow(Role.Payer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", RunReversal.UnderWay)]
    public Task<IResult> PayAgainAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{run}/pay-again")] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (body, actor) =>
        {
            var row = await runs.PayAgainAsync(RunCommands.Checked(tenant, run), body.By(actor), cancellationToken);
            await PayrollRuns.NudgeAsync(row.Current, client, cancellationToken);
            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <summary>
    /// Takes a posted run back, or some people of it: creates a run whose slips are the opposite, in an open month. It is calculated,
    /// approved by others and posted like any other; a net that was paid is then owed and recovered from later slips, one that was not
    /// is not paid any more. Cancelling the new run leaves the old one as it was.
    /// </summary>
    [Function("ReversePayrollRun")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(ReverseBody))]
    [Gives(201, typeof(RunLine))]
    [Refuses(404, "not-found")]
    [Refuses(409, PayrollRuns.Unfit, RunReversal.UnderWay, RunReversal.OrderWaits, "too-many-runs")]
    [Refuses(422, "rule-gap")]
    public Task<IResult> ReverseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{run}/reverse")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
        => commands.RunAsync<ReverseBody>(request, tenant, async (body, actor) =>
        {
            var row = await reversals.ReverseAsync(RunCommands.Checked(tenant, run), body.Checked(), body.By(actor), cancellationToken);
            return CommandAnswer.Created(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <summary>Looks again at a run that waits: a month that was closed is open again.</summary>
    [Function("ResumePayrollRun")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    public Task<IResult> ResumeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{run}/resume")] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (_, _) =>
        {
            var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
            await PayrollRuns.NudgeAsync(row.Current, client, cancellationToken);
            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });
}
