using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Closing;

/// <summary>When a month of a tenant ends, as an instant.</summary>
internal static class MonthEnds
{
    extension(Tenant tenant)
    {
        /// <summary>The first instant that no longer belongs to the month, by the tenant's clock; where midnight is skipped, the first one after.</summary>
        public DateTimeOffset EndOf(Period period)
            => period.Next.First.AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[tenant.Zone]).ToInstant().ToDateTimeOffset();
    }
}
