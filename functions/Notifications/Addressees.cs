using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Notifications;

/// <summary>A recipient with its tenant, whose language and zone it has unless it has its own.</summary>
internal sealed record Addressee(Tenant Tenant, RecipientRow Row)
{
    public Language Language => Row.Language ?? Languages.OfCountry(Tenant.Country);

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Row.Zone ?? Tenant.Zone];
}

/// <summary>Finds the recipient of a notification.</summary>
public sealed class Addressees(TenantStore tenants, RecipientDirectory directory)
{
    /// <summary>As it is now; null where tenant or recipient is unknown.</summary>
    internal async Task<Addressee?> FindAsync(string tenant, string recipient, CancellationToken cancellationToken)
        => await tenants.FindAsync(tenant, cancellationToken) is { } known && await directory.FindAsync(tenant, recipient, cancellationToken) is { } row
            ? new Addressee(known, row)
            : null;
}
