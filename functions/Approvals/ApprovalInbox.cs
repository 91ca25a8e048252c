using System.Globalization;
using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Approvals;

/// <summary>Approvals to look at: what waits for me, and one with all that happened.</summary>
public sealed class ApprovalInbox(ApprovalStore store, ApprovalDecisions decisions, Delegations delegations, TenantStore tenants, TimeProvider time)
{
    /// <summary>In order of their ids; ?state= and ?kind= (commas for several). With ?mine=true only what waits for the caller's decision: a page may then be short before the end.</summary>
    [Function("ListApprovals")]
    [Allow]
    [Gives(200, typeof(Page<ApprovalView>))]
    [Paged]
    [Query("state", "Only approvals in one of these states.", Words = typeof(ApprovalState))]
    [Query("kind", "Only approvals of one of these kinds, commas between.")]
    [Query("mine", "'true' for what waits for the caller's decision; a page may then be short before the end.")]
    [Refuses(404, "not-found")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = ApprovalApi.Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var company = await tenants.RequireAsync(tenant, cancellationToken);
        var rows = store.Query<ApprovalRow>(tenant, ApprovalRow.KeyPrefix, FilterOf(request.Query), Paging.TopOf(request));
        var page = await Paging.ReadAsync(request, rows, row => row, cancellationToken);
        var items = IsMine(request.Query) ? await OfCallerAsync(page.Items, company, Caller.Of(request), cancellationToken) : page.Items;
        return TypedResults.Ok(new Page<ApprovalView>([.. items.Select(row => ApprovalView.Of(row, company))], page.Next));
    }

    /// <summary>One approval with its evidence, and whether the caller may decide.</summary>
    [Function("GetApproval")]
    [Allow]
    [Gives(200, typeof(ApprovalDetails))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = ApprovalApi.Route + "/{id}")] HttpRequest request, string tenant, string id, CancellationToken cancellationToken)
    {
        var company = await tenants.RequireAsync(tenant, cancellationToken);
        var file = await decisions.RequireAsync(new ApprovalReference(tenant, id), cancellationToken);
        var caller = Caller.Of(request);
        var whyNot = await decisions.RefusalForAsync(file, new LinkHolder(caller.Name, [.. caller.Roles]), caller.Name, cancellationToken);
        return TypedResults.Ok(new ApprovalDetails(
            ApprovalView.Of(file.Row, company),
            [.. Enumerable.Range(0, file.Case.Rule.Levels.Count).Select(level => ApprovalTally.ApprovalsOf(file.Case, file.Decisions, level))],
            whyNot is null,
            whyNot,
            file.Evidence,
            await store.ListAsync<RefusedAttempt>(tenant, ApprovalKeys.AttemptPrefix(id), cancellationToken)));
    }

    private async Task<IReadOnlyList<ApprovalRow>> OfCallerAsync(IReadOnlyList<ApprovalRow> rows, Tenant tenant, Caller caller, CancellationToken cancellationToken)
    {
        var (now, stored) = (time.GetUtcNow(), await delegations.ListAsync(tenant.Id, cancellationToken));
        var toCaller = stored.Where(each => Account.IsSame(each.Delegation.Delegate, caller.Name)).ToList();
        return
        [
            .. rows
                .Where(row => Standing.IsAsked(row.ToCase(), row.ReadDecided(), new Voter(caller.Name, [.. caller.Roles], [.. toCaller.Where(each => each.HoldsAt(now, row.Kind, tenant)).Select(each => each.Delegation)], row.PayloadDigest)))
                .OrderBy(row => row.DueAt),
        ];
    }

    private static bool IsMine(IQueryCollection query) => query["mine"].FirstOrDefault() switch
    {
        null => false,
        "true" => true,
        _ => throw RefusedException.Invalid("'mine' is 'true' or left out."),
    };

    private static string? FilterOf(IQueryCollection query)
    {
        string[] states = [.. Words(query, "state").Select(word => $"{StateOf(word)}")];
        string[] kinds = [.. Words(query, "kind").Select(word => Kind.ProblemWith(word) is { } problem ? throw RefusedException.Invalid(problem) : word)];
        IReadOnlyList<string> asked = states is [] && IsMine(query) ? [.. ApprovalLifecycle.WaitingForPeople.Select(state => $"{state}")] : states;
        string[] conditions = [.. new[] { AnyOf("State", asked), AnyOf("Kind", kinds) }.OfType<string>()];
        return conditions is [] ? null : string.Join(" and ", conditions);
    }

    private static IEnumerable<string> Words(IQueryCollection query, string name)
        => query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static ApprovalState StateOf(string word)
        => Enum.GetValues<ApprovalState>().Cast<ApprovalState?>().FirstOrDefault(state => string.Equals($"{state}", word, StringComparison.OrdinalIgnoreCase))
            ?? throw RefusedException.Invalid($"'state' is one of {string.Join(", ", Enum.GetValues<ApprovalState>())}.");

    private static string? AnyOf(string property, IReadOnlyList<string> values)
        => values.Count == 0 ? null : $"({string.Join(" or ", values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{property} eq '{value}'")))})";
}
