using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Closing.Domain;

/// <summary>When a close begins by itself.</summary>
public static class CloseCalendar
{
    /// <summary>Whether the close of the month before is due: from the chosen working day of the month on.</summary>
    /// <param name="today">By the tenant's calendar.</param>
    /// <param name="workingDay">1 is the first working day of the month; 0 leaves the start to people.</param>
    /// <param name="days">The tenant's working days.</param>
    public static bool IsTimeToClose(LocalDate today, int workingDay, WorkingCalendar days)
        => workingDay > 0 && today >= days.WorkingDayOf(Period.Of(today), workingDay);
}
