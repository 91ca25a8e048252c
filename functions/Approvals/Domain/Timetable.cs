using BackOffice.Primitives;
using BackOffice.Tenancy;
using NodaTime;

namespace BackOffice.Approvals.Domain;

/// <summary>When a level is reminded and when its time is over.</summary>
/// <param name="RemindAt">From this instant on.</param>
/// <param name="DueAt">From this instant on it is too late.</param>
public sealed record Timetable(DateTimeOffset RemindAt, DateTimeOffset DueAt)
{
    /// <summary>
    /// Days end at the tenant's midnight, so that "two days" asked on Monday is all of Wednesday, also when the clocks change. Working
    /// days leave out weekends and the public holidays of the tenant's country, where these are known.
    /// </summary>
    public static Timetable For(ApprovalLevel level, DateTimeOffset askedAt, Tenant tenant)
    {
        var due = level.Within.Unit switch
        {
            TermUnit.Hours => askedAt.AddHours(level.Within.Length),
            TermUnit.Days => EndOf(tenant.DayAt(askedAt).PlusDays(level.Within.Length), tenant),
            TermUnit.WorkingDays => EndOf(WorkingDaysAfter(tenant.DayAt(askedAt), level.Within.Length, tenant.Country), tenant),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level.Within.Unit, "Not a unit."),
        };
        return new Timetable(askedAt + TimeSpan.FromTicks((due - askedAt).Ticks / 100 * level.RemindAfterPercent), due);
    }

    private static DateTimeOffset EndOf(LocalDate day, Tenant tenant)
        => DateTimeZoneProviders.Tzdb[tenant.Zone].AtStartOfDay(day.PlusDays(1)).ToInstant().ToDateTimeOffset();

    private static LocalDate WorkingDaysAfter(LocalDate day, int count, string country)
    {
        if (PublicHolidays.Countries.Contains(country))
        {
            return new WorkingCalendar(country).Add(day, count);
        }

        for (var left = count; left > 0; left--)
        {
            day = day.PlusDays(day.DayOfWeek switch { IsoDayOfWeek.Friday => 3, IsoDayOfWeek.Saturday => 2, _ => 1 });
        }

        return day;
    }
}
