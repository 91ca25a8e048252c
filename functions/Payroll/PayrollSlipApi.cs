using System.Net.Mime;
using BackOffice.Http;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>The slips of a run as a list: everybody in it, how each stands, what each gets, and why not.</summary>
public sealed class PayrollSlipApi(PayrollStore store, PayrollBlobs blobs, PayrollRuns runs, CaseGathering cases, PersonStandings standings)
{
    private const string Route = PayrollApi.Route + "/{run}/slips";
    private const int LongestProblem = 64;

    /// <summary>Everybody in the present round by id, with state, gross, net, and the reason or the problems where something is in the way.</summary>
    [Function("ListPayrollSlips")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Paged]
    [Query("state", "Only people who stand so.", Words = typeof(PersonState))]
    [Query("problem", "Only people with this problem or alert: missing-bank-account.")]
    [Query("owes", "true for people only who owe the employer something after it.")]
    [Gives(200, typeof(Page<SlipEntry>))]
    [Refuses(404, "not-found")]
    [Refuses(409, "not-calculated")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
        => TypedResults.Ok(await Paging.ReadAsync(request, await FindAsync(request, (tenant, run), cancellationToken), entry => entry, cancellationToken));

    /// <summary>The same as CSV with the same filters, all of it, in the language of the group's country.</summary>
    [Function("ExportPayrollSlips")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Query("state", "Only people who stand so.", Words = typeof(PersonState))]
    [Query("problem", "Only people with this problem or alert: missing-bank-account.")]
    [Query("owes", "true for people only who owe the employer something after it.")]
    [Gives(200, typeof(Stream), As = MediaTypeNames.Text.Csv)]
    [Refuses(404, "not-found")]
    [Refuses(409, "not-calculated")]
    public async Task<IResult> ExportAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/export")] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var people = await FindAsync(request, (tenant, run), cancellationToken);
        var frame = await cases.FrameAsync(tenant, await blobs.ReadPlanAsync(people.Run.Current, cancellationToken), cancellationToken);
        var labels = PayLabels.Of(Languages.OfCountry(frame.Group.Country));
        return TypedResults.Stream(target => SlipTable.WriteAsync(target, people.ReadAsync(cancellationToken: cancellationToken), labels, cancellationToken), MediaTypeNames.Text.Csv, $"{people.Run.RunId}-r{people.Run.Round}-slips.csv");
    }

    /// <exception cref="RefusedException">400 invalid-request; 404 not-found; 409 not-calculated.</exception>
    private async Task<SlipList> FindAsync(HttpRequest request, (string Tenant, string Run) of, CancellationToken cancellationToken)
    {
        var filter = FilterOf(request);
        var row = await runs.RequireAsync(RunCommands.Checked(of.Tenant, of.Run), cancellationToken);
        RunReports.RequireCalculated(row);
        return new SlipList(store, blobs, standings, (row, filter));
    }

    private static SlipFilter FilterOf(HttpRequest request)
    {
        var states = request.Query["state"].FirstOrDefault() is { Length: > 0 } words ? words.Split(',').Select(StateOf).ToList() : [];
        var problem = request.Query["problem"].FirstOrDefault();
        return problem is null or { Length: > 0 and <= LongestProblem } ? new SlipFilter(states, problem, OwesOf(request)) : throw RefusedException.Invalid("'problem' is the code of a problem or an alert.");
    }

    private static bool OwesOf(HttpRequest request) => request.Query["owes"].FirstOrDefault() switch
    {
        null or "" or "false" => false,
        "true" => true,
        _ => throw RefusedException.Invalid("'owes' is true or false."),
    };

    private static PersonState StateOf(string word)
        => Enum.TryParse<PersonState>(word, ignoreCase: true, out var state) && Enum.IsDefined(state) && !char.IsAsciiDigit(word[0])
            ? state
            : throw RefusedException.Invalid($"'state' is one of {string.Join(", ", Enum.GetNames<PersonState>())}.");
}
