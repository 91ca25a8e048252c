using BackOffice.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BackOffice.Tenancy;

/// <summary>Tenants over HTTP: an administrator adds one, everybody of the tenant may read it.</summary>
public sealed class TenantTriggers(TenantStore store)
{
    /// <summary>Adds a tenant; a second call with the same body answers the same, with another body 409 tenant-differs.</summary>
    [Function("AddTenant")]
    [Allow(Role.Administrator)]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/{tenant}")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var wanted = Checked(await Json.ReadAsync<TenantRequest>(request, cancellationToken), tenant);
        var kept = await store.AddAsync(wanted, cancellationToken);
        return kept == wanted
            ? TypedResults.Ok(kept)
            : throw new RefusedException(StatusCodes.Status409Conflict, "tenant-differs", $"Tenant '{tenant}' exists with other values.");
    }

    [Function("GetTenant")]
    [Allow]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await store.FindAsync(tenant, cancellationToken) ?? throw RefusedException.NotFound($"There is no tenant '{tenant}'."));
    }

    private static Tenant Checked(TenantRequest request, string id)
    {
        var problem = Tenant.ProblemWithId(id)
            ?? (string.IsNullOrWhiteSpace(request.Name) ? "A tenant has a name." : null)
            ?? (request.Country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? null : "The country is an ISO 3166 code of two capital letters.")
            ?? (DateTimeZoneProviders.Tzdb.GetZoneOrNull(request.Zone ?? "") is null ? $"'{request.Zone}' is no IANA time zone." : null);
        return problem is null
            ? new Tenant(id, request.Name!.Trim(), request.Country!, request.Zone!)
            : throw RefusedException.Invalid(problem);
    }

    private sealed record TenantRequest(string? Name, string? Country, string? Zone);
}
