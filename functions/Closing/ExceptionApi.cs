using System.Text.Json;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace BackOffice.Closing;

/// <summary>What opens a month beyond its state: an exception for one person, a reopening by two.</summary>
public sealed class ExceptionApi(ClosingStore store, ReopeningRequests reopenings, CloseStepCatalog steps, Commands commands, Actors actors)
{
    private const string Route = "v1/{tenant}/periods/{period}";

    /// <summary>Lets one other person post to one ledger while the month is soft-closed, until an end.</summary>
    [Function("GrantPostingExemption")]
    [Allow(Role.Administrator)]
    [Takes(typeof(ExceptionBody))]
    [Gives(201, typeof(ExceptionView))]
    [Refuses(403, "own-exception")]
    public Task<IResult> GrantAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/exceptions")] HttpRequest request, string tenant, string period, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return commands.RunAsync<ExceptionBody>(request, tenant, (body, key) => GrantAsync(body, (tenant, Bodies.Month(period)), (caller, key), cancellationToken), cancellationToken);
    }

    /// <summary>Asks to open a closed month again until an end; a second person approves.</summary>
    [Function("ReopenPeriod")]
    [Allow(Role.Approver, Role.Administrator)]
    [Takes(typeof(ReopeningBody))]
    [Gives(202, typeof(ReopeningReference))]
    [Refuses(409, PeriodChanges.Unfit, PeriodChanges.OutOfOrder, "reopening-under-way", "close-running")]
    public Task<IResult> ReopenAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/reopen")] HttpRequest request, string tenant, string period, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(request);
        return commands.RunAsync<ReopeningBody>(
            request,
            tenant,
            async (body, key) =>
            {
                var actor = await actors.RequireAsync(tenant, caller.Name, key, cancellationToken);
                var month = Bodies.Month(period);
                var terms = await reopenings.RequestAsync(tenant, month, body.Checked(actor.Now, steps.GraphOf(month)), actor, cancellationToken);
                await ReopeningRequests.LaunchAsync(terms, client, cancellationToken);
                return CommandAnswer.Accepted($"/api/v1/{tenant}/periods/{month}", terms.Reopening);
            },
            cancellationToken);
    }

    private async Task<CommandAnswer> GrantAsync(ExceptionBody body, (string Tenant, Period Period) month, (Caller Who, string Key) by, CancellationToken cancellationToken)
    {
        var actor = await actors.RequireAsync(month.Tenant, by.Who.Name, by.Key, cancellationToken);
        var exception = body.Checked(month.Period, actor.Now);
        if (string.Equals(exception.Person, by.Who.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "own-exception", "Nobody grants an exception to themselves.");
        }

        var row = ExceptionRow.Of(month.Tenant, exception, actor, Reasons.Checked(body.Reason));
        await store.TryAddAsync(row, cancellationToken);
        return new CommandAnswer(StatusCodes.Status201Created, $"/api/v1/{month.Tenant}/periods/{month.Period}", JsonSerializer.SerializeToElement(ExceptionView.From(row, actor.Now), Json.Options));
    }
}
