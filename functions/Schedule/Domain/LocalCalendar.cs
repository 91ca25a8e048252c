using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Schedule.Domain;

/// <summary>What a tenant's days and times are counted by.</summary>
/// <param name="Zone">Its clock.</param>
/// <param name="Days">Its working days: the country's holidays and its own.</param>
/// <param name="PayDay">When it pays salaries, from the first of the month.</param>
public sealed record LocalCalendar(DateTimeZone Zone, WorkingCalendar Days, DayRule PayDay)
{
    /// <summary>The local day at an instant.</summary>
    public LocalDate DayAt(Instant instant) => instant.InZone(Zone).Date;
}
