using BackOffice.Schedule.Domain;
using BackOffice.Tenancy;

namespace BackOffice.Schedule;

/// <summary>The calendar of each tenant, for features that count its days.</summary>
public sealed class Calendars(CalendarStore store, TenantStore tenants)
{
    /// <summary>The tenant's clock, working days and pay day, as it says now; null when there is no such tenant.</summary>
    /// <exception cref="UnknownZoneException">The tenant's zone is none of the time zone database.</exception>
    public async Task<LocalCalendar?> FindAsync(string tenant, CancellationToken cancellationToken)
        => await tenants.FindAsync(tenant, cancellationToken) is { } known
            ? (await store.FindAsync(tenant, cancellationToken)).Settings.For(known.Country, known.Zone)
            : null;
}
