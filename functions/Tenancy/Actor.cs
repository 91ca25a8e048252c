using System.Globalization;

namespace BackOffice.Tenancy;

/// <summary>Who acts for a tenant and when by both clocks: what every change of state writes down.</summary>
/// <param name="Name">An account, or the name of the process that acts by itself.</param>
/// <param name="Now">By UTC.</param>
/// <param name="Correlation">The command or the run this is part of.</param>
/// <param name="Tenant">Null where nobody knows the tenant.</param>
public sealed record Actor(string Name, DateTimeOffset Now, string Correlation, Tenant? Tenant)
{
    /// <summary>The tenant's wall clock with its offset and zone; UTC where the tenant is not known.</summary>
    public string LocalTime => Tenant is null ? Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : Tenant.WallClock(Now);
}

/// <summary>Says who acts now.</summary>
public sealed class Actors(TenantStore tenants, TimeProvider time)
{
    public async Task<Actor> NowAsync(string tenant, string name, string correlation, CancellationToken cancellationToken)
        => new(name, time.GetUtcNow(), correlation, await tenants.FindAsync(tenant, cancellationToken));
}
