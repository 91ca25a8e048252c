using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Azure;
using BackOffice.Http;
using BackOffice.Ledger.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.People;

/// <summary>Pay groups over HTTP: the employer, its accounts, when it pays.</summary>
public sealed class PayGroupApi(PayGroups groups, PeopleStore people, CountryRuleBook rules, FrozenDictionary<string, PostingTemplates> templates, TenantStore tenants, TimeProvider time)
{
    private const string Route = "v1/{tenant}/pay-groups";
    private const int MostAttempts = 5;

    /// <summary>The pay groups of a tenant, each with all that was ever said of it.</summary>
    [Function("ListPayGroups")]
    [Allow]
    [Gives(200, typeof(IReadOnlyList<PayGroupView>))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
        => TypedResults.Ok((await groups.ListAsync(tenant, cancellationToken)).Select(PayGroupView.Of));

    /// <summary>One pay group with all that was ever said of it.</summary>
    [Function("GetPayGroup")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(PayGroupView))]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{group}")] HttpRequest request, string tenant, string group, CancellationToken cancellationToken)
        => ETags.Ok(request, PayGroupView.Of((await RequireAsync(tenant, group, cancellationToken)).File));

    /// <summary>Says what holds of a group from a day on; what was said before stays known. The same again changes nothing. Rates stay where none are given. If-Match is the ETag of the group.</summary>
    [Function("PutPayGroup")]
    [Allow(Role.Administrator)]
    [Tagged]
    [Takes(typeof(PayGroupBody))]
    [Gives(200, typeof(PayGroupView))]
    [Refuses(404, "not-found")]
    [Refuses(422, "group-refused")]
    [Refuses(428, "etag-missing")]
    public async Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = Route + "/{group}")] HttpRequest request, string tenant, string group, CancellationToken cancellationToken)
    {
        await tenants.RequireAsync(tenant, cancellationToken);
        var wanted = Checked(await Json.ReadAsync<PayGroupBody>(request, cancellationToken), (group, Caller.Of(request).Name));
        var before = await groups.FindFileAsync(tenant, group, cancellationToken);
        var file = before?.File ?? PayGroupFile.Empty;
        wanted = wanted.Group.Rates.Count == 0 && file.Versions is [.., var newest] ? wanted with { Group = wanted.Group with { Rates = newest.Group.Rates } } : wanted;
        if (file.Versions is [.., var last] && last.ValidFrom == wanted.ValidFrom && PayGroupFile.IsSame(last.Group, wanted.Group))
        {
            return ETags.Ok(request, PayGroupView.Of(file));
        }

        await ETags.RequireSeenAsync(request, before is null ? null : PayGroupView.Of(file), isNew: before is null);
        var after = file.With(wanted);
        return await groups.TrySaveAsync(tenant, after, before?.Version, cancellationToken) ? ETags.Ok(request, PayGroupView.Of(after)) : throw Beaten();
    }

    /// <summary>Says what a currency is worth in the group's, as it was published on a day: pay that is agreed in it is converted by it. The same again changes nothing.</summary>
    [Function("PutExchangeRate")]
    [Allow(Role.Preparer, Role.Administrator)]
    [Takes(typeof(ExchangeRateBody))]
    [Gives(200, typeof(PayGroupView))]
    [Refuses(404, "not-found")]
    [Refuses(412, "etag-mismatch")]
    [Refuses(422, "rate-refused")]
    public async Task<IResult> PutRateAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = Route + "/{group}/rates/{currency}/{day}")] HttpRequest request, string tenant, string group, string currency, string day, CancellationToken cancellationToken)
    {
        var body = await Json.ReadAsync<ExchangeRateBody>(request, cancellationToken);
        var scribe = new Scribe(Caller.Of(request).Name, time.GetUtcNow(), Reasons.Checked(body.Reason), "api");
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (file, version) = await RequireAsync(tenant, group, cancellationToken);
            var after = file.With(Checked(body, (currency, day), file.Versions[^1].Group), scribe);
            if (after.Versions.Count == file.Versions.Count || await groups.TrySaveAsync(tenant, after, version, cancellationToken))
            {
                return ETags.Ok(request, PayGroupView.Of(after));
            }
        }

        throw Beaten();
    }

    /// <summary>Takes away a group that has nobody in it.</summary>
    [Function("DeletePayGroup")]
    [Allow(Role.Administrator)]
    [Tagged]
    [Gives(204)]
    [Refuses(404, "not-found")]
    [Refuses(409, "group-in-use")]
    public async Task<IResult> DeleteAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = Route + "/{group}")] HttpRequest request, string tenant, string group, CancellationToken cancellationToken)
    {
        var known = await RequireAsync(tenant, group, cancellationToken);
        await ETags.RequireAsync<PayGroupView>(request, () => Task.FromResult<PayGroupView?>(PayGroupView.Of(known.File)));
        if ((await people.PlanShardsAsync(tenant, group, int.MaxValue, cancellationToken)).Count > 0)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "group-in-use", "The group has people. They leave; the group stays.");
        }

        return await groups.TryDeleteAsync(tenant, group, known.Version, cancellationToken) ? TypedResults.NoContent() : throw Beaten();
    }

    private async Task<(PayGroupFile File, ETag Version)> RequireAsync(string tenant, string group, CancellationToken cancellationToken)
        => await groups.FindFileAsync(tenant, group, cancellationToken) ?? throw RefusedException.NotFound("There is no such pay group.");

    private PayGroupVersion Checked(PayGroupBody body, (string Id, string By) asked)
    {
        if (body is not { Group: { } group, ValidFrom: { } validFrom })
        {
            throw RefusedException.Invalid("Give 'validFrom', the first day, and 'group', what holds from then on.");
        }

        if (Tenant.ProblemWithId(asked.Id) is not null || group.Id != asked.Id)
        {
            throw RefusedException.Invalid("The id of a pay group is 2 to 32 of a-z, 0-9 and '-', beginning with a letter, and the same in the path and the body.");
        }

        var problems = PayGroupCheck.ProblemsOf(group, rules).Concat(PayGroupCheck.ProblemsOf(group, templates)).ToList();
        return problems.Count == 0
            ? new PayGroupVersion { ValidFrom = validFrom, Group = group, RecordedAt = time.GetUtcNow(), RecordedBy = asked.By, Reason = Reasons.Checked(body.Reason) }
            : throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "group-refused", $"{problems.Count} things are wrong; nothing was written.")
            {
                More = new Dictionary<string, object?> { ["errors"] = problems },
            };
    }

    private static ExchangeRate Checked(ExchangeRateBody body, (string Currency, string Day) asked, PayGroup group)
    {
        var rate = LocalDatePattern.Iso.Parse(asked.Day) is { Success: true, Value: var day }
            ? new ExchangeRate(asked.Currency, day, body.Rate ?? 0, body.Source?.Trim() ?? "")
            : throw RefusedException.Invalid("The day of a rate is written 2026-01-30.");
        return PayGroupCheck.ProblemsOf(rate, group).ToList() is { Count: > 0 } problems
            ? throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "rate-refused", "The rate is not taken; nothing was written.") { More = new Dictionary<string, object?> { ["errors"] = problems } }
            : rate;
    }

    private static RefusedException Beaten() => new(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "Somebody else changed the group at the same time. Read it again.");
}

/// <summary>What is to hold of a pay group.</summary>
/// <param name="ValidFrom">First day.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record PayGroupBody([property: JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? ValidFrom, string? Reason, PayGroup? Group);

/// <summary>What a currency is worth.</summary>
/// <param name="Rate">Of the group's currency for one unit; at most eight decimals.</param>
/// <param name="Source">Who published it and where: NBP, table 021/A/NBP/2026.</param>
/// <param name="Reason">3 to 500 characters.</param>
internal sealed record ExchangeRateBody(decimal? Rate, string? Source, string? Reason);

/// <summary>A pay group as the API shows it.</summary>
/// <param name="Versions">In the order in which they were recorded; of those that hold on a day, the one with the last first day counts.</param>
internal sealed record PayGroupView(string Id, IReadOnlyList<PayGroupVersion> Versions)
{
    public static PayGroupView Of(PayGroupFile file) => new(file.Versions[0].Group.Id, file.Versions);
}
