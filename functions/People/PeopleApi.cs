using Azure.Data.Tables;
using BackOffice.Http;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.People;

/// <summary>People over HTTP, to look at.</summary>
public sealed class PeopleApi(PersonTable people, PeopleExport export, TenantStore tenants, TimeProvider time)
{
    internal const string Route = "v1/{tenant}/people";

    /// <summary>The people of a pay group, by id.</summary>
    [Function("ListPeople")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Paged]
    [Query("group", "The pay group.", IsRequired = true)]
    [Query("id", "Only people whose id begins so.")]
    [Gives(200, typeof(Page<PersonSummary>))]
    [Refuses(404, "not-found")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var today = (await tenants.RequireAsync(tenant, cancellationToken)).DayAt(time.GetUtcNow());
        var rows = people.Query(tenant, GroupOf(request), request.Query["id"].FirstOrDefault() ?? "", Paging.TopOf(request));
        var page = await Paging.ReadAsync(request, rows, row => row, cancellationToken);
        List<PersonSummary> items = [];
        foreach (var row in page.Items)
        {
            items.Add(PersonSummary.Of(await people.FileOfAsync(tenant, row, cancellationToken), today));
        }

        return TypedResults.Ok(new Page<PersonSummary>(items, page.Next));
    }

    /// <summary>One person with all that was ever written down.</summary>
    [Function("GetPerson")]
    [Allow(Role.Preparer, Role.Approver, Role.Auditor, Role.Administrator, Role.Service)]
    [Tagged]
    [Gives(200, typeof(PersonView))]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/{group}/{person}")] HttpRequest request, string tenant, string group, string person, CancellationToken cancellationToken)
    {
        var stored = await people.FindAsync(tenant, group, person, cancellationToken) ?? throw RefusedException.NotFound("The group has nobody of this id.");
        return ETags.Ok(request, PersonView.Of(new PersonReference(tenant, group, person), stored.File));
    }

    /// <summary>All that holds of a pay group's people, as CSV that can be imported again.</summary>
    [Function("ExportPeople")]
    [Allow(Role.Preparer, Role.Auditor, Role.Administrator, Role.Service)]
    [Query("group", "The pay group.", IsRequired = true)]
    [Gives(200, typeof(Stream), As = "text/csv")]
    public IResult Export([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route + "/export")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var group = GroupOf(request);
        return TypedResults.Stream(body => export.WriteAsync((tenant, group), body, cancellationToken), "text/csv; charset=utf-8", $"people-{group}.csv");
    }

    /// <exception cref="RefusedException">400 invalid-request.</exception>
    internal static string GroupOf(HttpRequest request)
        => request.Query["group"].FirstOrDefault() is { } group && Tenant.ProblemWithId(group) is null ? group : throw RefusedException.Invalid("'group' is the id of a pay group.");
}
