using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>The people of a run over HTTP: who failed and why, leave out, take in, try again, hold, release, look at one.</summary>
public sealed class PayrollPeopleApi(PayrollStore store, PayrollRuns runs, PersonDecisions decisions, RunSlips slips, RunCommands commands)
{
    private const string Route = PayrollApi.Route + "/{run}/people";
    private const string OfOne = Route + "/{person}";

    /// <summary>The people who are not simply in the run: failed, left out, held, returned; each with the reason.</summary>
    [Function("ListPayrollPeople")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Auditor, Role.Administrator)]
    [Paged]
    [Gives(200, typeof(Page<PersonLine>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
        return TypedResults.Ok(await Paging.ReadAsync(request, store.Query<PersonRow>(PayrollKeys.RunPartition(row.Reference), PayrollKeys.PersonPrefix, Paging.TopOf(request)), PersonLine.From, cancellationToken));
    }

    /// <summary>One person: state, slip with the reason behind every figure, and what it was made from.</summary>
    [Function("GetPayrollPerson")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Tagged]
    [Gives(200, typeof(PersonSlipView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = OfOne)] HttpRequest request, string tenant, string run, string person, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
        return ETags.Ok(request, await slips.ViewAsync(row, CheckedPerson(person), cancellationToken));
    }

    /// <summary>Leaves a person out of the run; the others keep their slips.</summary>
    [Function("ExcludeFromPayroll")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", "person-state")]
    public Task<IResult> ExcludeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = OfOne + "/exclude")] HttpRequest request, string tenant, string run, string person, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => CalculateAsync<RunReasonBody>(request, tenant, client, (body, actor) => decisions.ExcludeAsync(RunCommands.Checked(tenant, run), CheckedPerson(person), body.By(actor), cancellationToken));

    /// <summary>Takes a person in again who was left out, and calculates him.</summary>
    [Function("IncludeInPayroll")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", "person-state")]
    public Task<IResult> IncludeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = OfOne + "/include")] HttpRequest request, string tenant, string run, string person, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => CalculateAsync<RunReasonBody>(request, tenant, client, (body, actor) => decisions.IncludeAsync(RunCommands.Checked(tenant, run), CheckedPerson(person), body.By(actor), cancellationToken));

    /// <summary>Calculates some people anew with what is known of them by now, all who failed when none are named; the others keep their slips.</summary>
    [Function("RetryPayrollPeople")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(RetryBody))]
    [Gives(202, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", "nobody-failed")]
    public Task<IResult> RetryAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = PayrollApi.Route + "/{run}/retry")] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => CalculateAsync<RetryBody>(request, tenant, client, (body, actor) => decisions.RetryAsync(RunCommands.Checked(tenant, run), body.People is null ? null : RunBody.CheckedPeople(body.People), body.By(actor), cancellationToken));

    /// <summary>Keeps a person's net out of the payment order until it is released.</summary>
    [Function("HoldPay")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(200, typeof(PersonLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", "person-state")]
    public Task<IResult> HoldAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = OfOne + "/hold")] HttpRequest request, string tenant, string run, string person, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (body, actor) =>
            CommandAnswer.Ok(PersonLine.From(await decisions.HoldAsync(RunCommands.Checked(tenant, run), CheckedPerson(person), body.By(actor), cancellationToken))));

    /// <summary>Lets a held net be paid with the others.</summary>
    [Function("ReleasePay")]
    [Allow(Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(RunReasonBody))]
    [Gives(200, typeof(RunLine))]
    [Refuses(409, PayrollRuns.Unfit, "run-busy", "person-state")]
    public Task<IResult> ReleaseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = OfOne + "/release")] HttpRequest request, string tenant, string run, string person, CancellationToken cancellationToken)
        => commands.RunAsync<RunReasonBody>(request, tenant, async (body, actor) =>
            CommandAnswer.Ok(RunLine.From(await decisions.ReleaseAsync(RunCommands.Checked(tenant, run), CheckedPerson(person), body.By(actor), cancellationToken))));

    private Task<IResult> CalculateAsync<TBody>(HttpRequest request, string tenant, DurableTaskClient client, Func<TBody, Actor, Task<RunRow>> decide)
        => commands.RunAsync<TBody>(request, tenant, async (body, actor) =>
        {
            var row = await decide(body, actor);
            if (row.Round > 0)
            {
                await PayrollRuns.LaunchAsync(row.Current, client, request.HttpContext.RequestAborted);
            }

            return CommandAnswer.Accepted(RunCommands.PlaceOf(row), RunLine.From(row));
        });

    /// <exception cref="RefusedException">404 not-found.</exception>
    private static string CheckedPerson(string person)
        => PersonCheck.ProblemWithId(person) is null ? person : throw RefusedException.NotFound("There is nobody with this id.");
}

/// <summary>People who are to be calculated anew.</summary>
/// <param name="People">Their ids, 1 to 1 000; all who failed when left out.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record RetryBody(IReadOnlyList<string>? People, string? Reason)
{
    public RunCommand By(Actor actor) => new(actor, Reasons.Checked(Reason));
}
