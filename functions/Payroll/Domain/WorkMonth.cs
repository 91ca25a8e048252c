using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>The days of a month as they count for pay; made once for all people of a calendar.</summary>
public sealed class WorkMonth
{
    private readonly bool[] working;
    private readonly bool[] holidays;

    private WorkMonth(Period period, bool[] working, bool[] holidays)
    {
        (Period, this.working, this.holidays) = (period, working, holidays);
        WorkingDays = working.Count(day => day);
    }

    public Period Period { get; }

    public int Days => working.Length;

    /// <summary>Monday to Friday without public holidays.</summary>
    public int WorkingDays { get; }

    public static WorkMonth Of(Period period, WorkingCalendar calendar)
    {
        var days = Enumerable.Range(0, period.Days).Select(offset => period.First.PlusDays(offset)).ToList();
        return new WorkMonth(period, [.. days.Select(calendar.IsWorkingDay)], [.. days.Select(calendar.IsHoliday)]);
    }

    /// <summary>A letter for each day: w a working day, h a holiday, - neither.</summary>
    public string Letters => string.Concat(working.Select((isWorking, day) => isWorking ? 'w' : holidays[day] ? 'h' : '-'));

    /// <summary>The month of its letters.</summary>
    public static WorkMonth Of(Period period, string letters)
        => new(period, [.. letters.Select(letter => letter == 'w')], [.. letters.Select(letter => letter == 'h')]);

    /// <exception cref="IndexOutOfRangeException">The day is not of this month.</exception>
    public bool IsWorkingDay(LocalDate day) => working[day.Day - 1];

    /// <exception cref="IndexOutOfRangeException">The day is not of this month.</exception>
    public bool IsHoliday(LocalDate day) => holidays[day.Day - 1];

    /// <summary>Working days from one day to another, both included, of those that lie in the month.</summary>
    public int WorkingDaysIn(LocalDate from, LocalDate? to)
    {
        var (first, last) = Clip(from, to);
        var count = 0;
        for (var day = first; day <= last; day++)
        {
            count += working[day - 1] ? 1 : 0;
        }

        return count;
    }

    /// <summary>Calendar days from one day to another, both included, of those that lie in the month.</summary>
    public int DaysIn(LocalDate from, LocalDate? to)
    {
        var (first, last) = Clip(from, to);
        return Math.Max(0, last - first + 1);
    }

    private (int First, int Last) Clip(LocalDate from, LocalDate? to)
        => (from > Period.Last ? Days + 1 : from < Period.First ? 1 : from.Day, to is not { } end || end > Period.Last ? Days : end < Period.First ? 0 : end.Day);
}
