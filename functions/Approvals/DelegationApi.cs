using BackOffice.Approvals.Domain;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Primitives;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Approvals;

/// <summary>Delegations over HTTP: everybody gives away their own places only.</summary>
public sealed class DelegationApi(Delegations delegations, Commands commands, TenantStore tenants, TimeProvider time)
{
    private const string Route = "v1/{tenant}/approval-delegations";

    /// <summary>Every delegation of the tenant, ended ones too.</summary>
    [Function("ListDelegations")]
    [Allow]
    [Gives(200, typeof(Page<StoredDelegation>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok(new Page<StoredDelegation>(await delegations.ListAsync(tenant, cancellationToken), Next: null));

    /// <summary>Lets somebody decide in the caller's place, from one day to another, both included; the last one is within 92 days.</summary>
    [Function("AddDelegation")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(DelegationBody))]
    [Gives(201, typeof(StoredDelegation))]
    [Refuses(400, "delegation-too-long")]
    [Refuses(404, "not-found")]
    public Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => commands.RunAsync<DelegationBody>(request, tenant, async (body, key) =>
        {
            var id = Digest.Of(tenant, "delegation", key)[..24];
            var wanted = Checked(body, Caller.Of(request), await TodayAsync(tenant, cancellationToken));
            await delegations.AddAsync(tenant, new StoredDelegation(id, wanted, time.GetUtcNow()));
            return CommandAnswer.Created($"/api/v1/{tenant}/approval-delegations/{id}", (await delegations.FindAsync(tenant, id, cancellationToken))!);
        }, cancellationToken);

    /// <summary>Ends a delegation now; the delegator, the delegate or an administrator may.</summary>
    [Function("EndDelegation")]
    [Allow(Role.Preparer, Role.Approver, Role.Payer, Role.Administrator)]
    [Takes(typeof(EndBody))]
    [Gives(200, typeof(StoredDelegation))]
    [Refuses(403, "not-your-delegation")]
    public Task<IResult> EndAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}/end")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
        => commands.RunAsync<EndBody>(request, tenant, async (_, _) =>
        {
            var caller = Caller.Of(request);
            var known = await delegations.FindAsync(tenant, id, cancellationToken) ?? throw RefusedException.NotFound("There is no such delegation.");
            return caller.Roles.Contains(Role.Administrator) || Account.IsSame(caller.Name, known.Delegation.Delegator) || Account.IsSame(caller.Name, known.Delegation.Delegate)
                ? CommandAnswer.Ok((await delegations.EndAsync(tenant, id, caller.Name, cancellationToken))!)
                : throw new RefusedException(StatusCodes.Status403Forbidden, "not-your-delegation", "Only the two people of a delegation, or an administrator, end it.");
        }, cancellationToken);

    private async Task<LocalDate> TodayAsync(string tenant, CancellationToken cancellationToken)
        => (await tenants.RequireAsync(tenant, cancellationToken)).DayAt(time.GetUtcNow());

    private static Delegation Checked(DelegationBody body, Caller caller, LocalDate today)
    {
        var (from, to) = (DayOf(body.From), DayOf(body.To));
        var problem = body.Delegate?.Trim() is not { Length: >= 1 and <= 100 } ? "Name the account of the delegate."
            : Account.IsSame(body.Delegate.Trim(), caller.Name) ? "Nobody stands in for themselves."
            : from is not { } first || to is not { } last ? "The days are written 2026-01-31."
            : last < first || last < today ? "The last day is neither before the first nor past."
            : body.Kind is { } kind && kind != "*" && Kind.ProblemWith(kind.EndsWith(".*", StringComparison.Ordinal) ? kind[..^2] : kind) is { } unfit ? unfit
            : null;
        return problem is not null ? throw RefusedException.Invalid(problem)
            : to > Delegation.LatestEnd(today) ? throw new RefusedException(StatusCodes.Status400BadRequest, "delegation-too-long", $"A delegation ends within {Delegation.MostDays} days; give it anew then.")
            : new Delegation(caller.Name, [.. caller.Roles.Order()], body.Delegate!.Trim(), from!.Value, to!.Value) { Kind = body.Kind };
    }

    private static LocalDate? DayOf(string? text) => text is not null && LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;
}

/// <summary>A delegation as it is asked for.</summary>
/// <param name="Delegate">The account that decides in the caller's place.</param>
/// <param name="From">The first day, 2026-01-31.</param>
/// <param name="To">The last day; it is included.</param>
/// <param name="Kind">Only for this kind, or invoice.* for those that begin so; left out for all.</param>
internal sealed record DelegationBody(string? Delegate, string? From, string? To, string? Kind);

/// <summary>Nothing to say beside the command itself.</summary>
internal sealed record EndBody;
