using BackOffice.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BackOffice.Tenancy;

/// <summary>Tenants over HTTP: an administrator adds one, everybody of the tenant may read it.</summary>
public sealed class TenantTriggers(TenantStore store)
{
    /// <summary>Adds a tenant. A second call with the same body answers the same; another body is refused.</summary>
    [Function("AddTenant")]
    [Allow(Role.Administrator)]
    [Takes(typeof(TenantRequest))]
    [Tagged]
    [Gives(200, typeof(Tenant))]
    [Refuses(409, "tenant-differs")]
    public async Task<IResult> AddAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/{tenant}")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var wanted = Checked(await Json.ReadAsync<TenantRequest>(request, cancellationToken), tenant);
        await ETags.RequireAsync(request, () => store.FindAsync(tenant, cancellationToken));
        var kept = await store.AddAsync(wanted, cancellationToken);
        return kept == wanted
            ? ETags.Ok(request, kept)
            : throw new RefusedException(StatusCodes.Status409Conflict, "tenant-differs", $"Tenant '{tenant}' exists with other values.");
    }

    /// <summary>The company: its name, country and time zone.</summary>
    [Function("GetTenant")]
    [Allow]
    [Tagged]
    [Gives(200, typeof(Tenant))]
    [Refuses(404, "not-found")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/{tenant}")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        return ETags.Ok(request, await store.RequireAsync(tenant, cancellationToken));
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
}

/// <summary>A company as it is added.</summary>
/// <param name="Name">As on its letterhead.</param>
/// <param name="Country">ISO 3166 alpha-2, in capitals.</param>
/// <param name="Zone">IANA name of its time zone.</param>
internal sealed record TenantRequest(string? Name, string? Country, string? Zone);
