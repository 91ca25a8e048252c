using Azure.Data.Tables;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>The close of a month over HTTP: start it, look at it, sign, retry, cancel.</summary>
public sealed class CloseApi(ClosingStore store, CloseStarts starts, CloseDecisions decisions, Deadlines deadlines, Commands commands, Actors actors)
{
    private const string Route = "v1/{tenant}/closes";

    /// <summary>The closes of all months, oldest first.</summary>
    [Function("ListCloses")]
    [Allow]
    [Paged]
    [Gives(200, typeof(Page<CloseLine>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok(await Paging.ReadAsync(request, store.Query<CloseRow>(tenant, ClosingKeys.ClosePrefix, Paging.TopOf(request)), CloseLine.From, cancellationToken));

    /// <summary>The status page: steps with state, owner, blockers, since when and who signed; the signatures of every round.</summary>
    [Function("GetClose")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(CloseView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{period}")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
    {
        var close = await decisions.RequireAsync(tenant, Bodies.Month(period), cancellationToken);
        return ETags.Ok(request, CloseView.From(close, new CloseRecords(
            await store.ReadAllAsync<CloseStepRow>(tenant, ClosingKeys.RoundPrefix(close.Period, close.Round), cancellationToken),
            await store.ReadAllAsync<SignatureRow>(tenant, ClosingKeys.SignaturePrefix(close.Period), cancellationToken),
            [.. (await store.ReadAllAsync<TableEntity>(tenant, ClosingKeys.CloseChangePrefix(close.Period), cancellationToken)).Select(row => RowJson.Read<CloseChange>(row.Text("Change")))],
            await deadlines.ListOpenAsync(tenant, cancellationToken))));
    }

    /// <summary>Starts the close of a month that is over; while one is running, that one is the answer.</summary>
    [Function("StartClose")]
    [Allow(Role.Preparer, Role.Administrator, Role.Service)]
    [Takes(typeof(CloseBody))]
    [Gives(202, typeof(CloseRound))]
    [Refuses(409, PeriodChanges.Unfit, PeriodChanges.OutOfOrder)]
    public Task<IResult> StartAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}")] HttpRequest request, string tenant, string period, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => RunAsync<CloseBody>(request, (tenant, period), async (body, month, by) =>
        {
            var close = await starts.RequestAsync(tenant, month, by.Actor, Reasons.Checked(body.Reason), cancellationToken);
            await CloseStarts.LaunchAsync(close, client, cancellationToken);
            return close;
        });

    /// <summary>Cancels the round that runs; what is soft-closed or closed stays so.</summary>
    [Function("CancelClose")]
    [Allow(Role.Administrator)]
    [Takes(typeof(CloseBody))]
    [Gives(202, typeof(CloseRound))]
    [Refuses(409, PeriodChanges.Unfit)]
    public Task<IResult> CancelAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/cancel")] HttpRequest request, string tenant, string period, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => RunAsync<CloseBody>(request, (tenant, period), async (body, month, by) =>
        {
            var close = await decisions.CancelAsync(tenant, month, by.Actor, Reasons.Checked(body.Reason), cancellationToken);
            await decisions.NudgeAllAsync(close, client, cancellationToken);
            return close;
        });

    /// <summary>Signs a step of the round that was looked at: a person of the owner's role who did not start the close.</summary>
    [Function("SignCloseStep")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(CloseStepBody))]
    [Gives(202, typeof(CloseRound))]
    [Refuses(403, "own-close")]
    [Refuses(409, PeriodChanges.Unfit, "round-over", "already-signed")]
    public Task<IResult> SignAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/steps/{step}/sign-off")] HttpRequest request, string tenant, string period, string step, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => RunAsync<CloseStepBody>(request, (tenant, period), async (body, month, by) =>
        {
            var signed = new CloseStepReference(body.CheckedRound(tenant, month), Checked(step));
            await decisions.SignAsync(signed, by, body.Comment?.Trim() ?? "", cancellationToken);
            await CloseDecisions.NudgeAsync(signed, client, cancellationToken);
            return signed.Close;
        });

    /// <summary>Has a blocked or failed step tried again now.</summary>
    [Function("RetryCloseStep")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(CloseStepBody))]
    [Gives(202, typeof(CloseRound))]
    [Refuses(409, PeriodChanges.Unfit, "round-over")]
    public Task<IResult> RetryAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{period}/steps/{step}/retry")] HttpRequest request, string tenant, string period, string step, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
        => RunAsync<CloseStepBody>(request, (tenant, period), async (body, month, _) =>
        {
            var retried = new CloseStepReference(body.CheckedRound(tenant, month), Checked(step));
            await decisions.RequireRetryAsync(retried, cancellationToken);
            await CloseDecisions.NudgeAsync(retried, client, cancellationToken);
            return retried.Close;
        });

    private Task<IResult> RunAsync<TBody>(HttpRequest request, (string Tenant, string Period) close, Func<TBody, Period, (Caller Who, Actor Actor), Task<CloseRound>> command)
    {
        var caller = Caller.Of(request);
        return commands.RunAsync<TBody>(
            request,
            close.Tenant,
            async (body, key) =>
            {
                var month = Bodies.Month(close.Period);
                var actor = await actors.RequireAsync(close.Tenant, caller.Name, key, request.HttpContext.RequestAborted);
                return CommandAnswer.Accepted($"/api/v1/{close.Tenant}/closes/{month}", await command(body, month, (caller, actor)));
            },
            request.HttpContext.RequestAborted);
    }

    /// <summary>What cannot be an id is not looked for: storage refuses some characters in keys.</summary>
    private static string Checked(string step)
        => step.Length <= 40 && step.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') ? step : throw RefusedException.NotFound("There is no such step.");
}

/// <summary>A command to a close.</summary>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record CloseBody(string? Reason);

/// <summary>A command to a step.</summary>
/// <param name="Round">The round that was looked at; when another one runs by now, the command is refused.</param>
/// <param name="Comment">What the signer has to say, 500 characters at most.</param>
internal sealed record CloseStepBody(int? Round, string? Comment)
{
    public CloseRound CheckedRound(string tenant, Period period)
        => Round is not (>= 1 and <= 999) ? throw RefusedException.Invalid("'round' is the number of the round you have looked at.")
            : Comment?.Length > 500 ? throw RefusedException.Invalid("'comment' has 500 characters at most.")
            : new CloseRound(tenant, period, Round.Value);
}
