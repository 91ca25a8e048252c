using System.Net.Mime;
using System.Text.Json.Serialization;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Payroll;

/// <summary>Time travel over HTTP: calculate a past round again, prove that it comes out the same, or see what today's rules would change.</summary>
public sealed class PayrollReplayApi(PayrollStore store, PayrollRuns runs, RunReplays replays, RunCommands commands)
{
    private const string Route = PayrollApi.Route + "/{run}/replays";

    /// <summary>
    /// Calculates a past round again and changes nothing. By the rules of then the people and their time are read again as they were
    /// known then, and the certificate says whether every slip came out the same byte for byte; by those of today the same facts go in,
    /// and the differences are kept by person.
    /// </summary>
    [Function("ReplayPayrollRun")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Takes(typeof(ReplayBody))]
    [Gives(202, typeof(ReplayView))]
    [Refuses(404, "not-found")]
    [Refuses(409, "not-calculated", "rules-gone", "too-many-replays")]
    public Task<IResult> ReplayAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, string run, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => commands.RunAsync<ReplayBody>(request, tenant, async (body, actor) =>
        {
            var reference = RunCommands.Checked(tenant, run);
            var row = await replays.AskAsync(reference, body.CheckedRound, body.CheckedRules, body.By(actor), cancellationToken);
            await RunReplays.LaunchAsync(row, client, cancellationToken);
            return CommandAnswer.Accepted($"/api/v1/{tenant}/payroll/runs/{run}/replays/{row.Reference.Id}", ReplayView.From(row));
        });

    /// <summary>The replays of a run, round by round.</summary>
    [Function("ListPayrollReplays")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Paged]
    [Gives(200, typeof(Page<ReplayView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, string run, CancellationToken cancellationToken)
    {
        var row = await runs.RequireAsync(RunCommands.Checked(tenant, run), cancellationToken);
        return TypedResults.Ok(await Paging.ReadAsync(request, store.Query<ReplayRow>(PayrollKeys.Partition(tenant), PayrollKeys.ReplaysOf(row.RunId), Paging.TopOf(request)), ReplayView.From, cancellationToken));
    }

    /// <summary>One replay with its certificate, once it is done.</summary>
    [Function("GetPayrollReplay")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Tagged]
    [Gives(200, typeof(ReplayView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{replay}")] HttpRequest request, string tenant, string run, string replay, CancellationToken cancellationToken)
        => ETags.Ok(request, ReplayView.From(await replays.RequireAsync(RunCommands.Checked(tenant, run), replay, cancellationToken)));

    /// <summary>Whose slip came out otherwise, and in what: a CSV with one row for each person and code.</summary>
    [Function("GetPayrollReplayDifferences")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator)]
    [Gives(200, typeof(Stream), As = MediaTypeNames.Text.Csv)]
    [Refuses(404, "not-found")]
    [Refuses(409, "not-calculated")]
    public async Task<IResult> DifferencesAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{replay}/differences")] HttpRequest request, string tenant, string run, string replay, CancellationToken cancellationToken)
    {
        var row = await replays.RequireAsync(RunCommands.Checked(tenant, run), replay, cancellationToken);
        return row.Certificate is null
            ? throw new RefusedException(StatusCodes.Status409Conflict, "not-calculated", "The replay is still being calculated.")
            : TypedResults.Stream(target => DifferenceTable.WriteAsync(target, replays.DifferencesAsync(row.Reference, row.Shards, cancellationToken), cancellationToken), MediaTypeNames.Text.Csv, $"{run}-{replay}.csv");
    }
}

/// <summary>A round that is to be calculated again.</summary>
/// <param name="Rules">then or today; then when left out.</param>
/// <param name="Round">Which round; the present one when left out.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record ReplayBody(ReplayRules? Rules, int? Round, string? Reason)
{
    [JsonIgnore]
    public int? CheckedRound => Round is null or (>= 1 and <= 999) ? Round : throw RefusedException.Invalid("'round' is the number of a round.");

    [JsonIgnore]
    public ReplayRules CheckedRules => Rules is not { } by ? ReplayRules.Then : Enum.IsDefined(by) ? by : throw RefusedException.Invalid("'rules' is then or today.");

    public RunCommand By(Actor actor) => new(actor, Reasons.Checked(Reason));
}

/// <summary>A replay.</summary>
/// <param name="Id">r2-1: the first of round 2.</param>
/// <param name="Round">Which round was calculated again.</param>
/// <param name="By">By the rules of then or today.</param>
/// <param name="Rules">Their version.</param>
/// <param name="AskedBy">The account.</param>
/// <param name="AskedAt">By UTC.</param>
/// <param name="Reason">In the words of who asked.</param>
/// <param name="Verdict">Running until it is certified.</param>
/// <param name="Certificate">Null until then.</param>
internal sealed record ReplayView(string Id, int Round, ReplayRules By, string Rules, string AskedBy, DateTimeOffset AskedAt, string Reason, ReplayVerdict Verdict, ReplayCertificate? Certificate)
{
    public static ReplayView From(ReplayRow row)
    {
        var certificate = row.ReadCertificate();
        return new ReplayView(row.Reference.Id, row.Reference.Round.Round, row.By, row.Rules, row.AskedBy, row.AskedAt, row.Reason, certificate?.Verdict ?? ReplayVerdict.Running, certificate);
    }
}
