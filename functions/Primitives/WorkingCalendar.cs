using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>Monday to Friday without the public holidays of a country and the local days, such as a patron saint's, of a place.</summary>
public sealed class WorkingCalendar
{
    private readonly ConcurrentDictionary<int, FrozenSet<LocalDate>> holidays = new();
    private readonly string country;
    private readonly AnnualDate[] localDays;

    /// <exception cref="ArgumentException">The holidays of the country are not known.</exception>
    public WorkingCalendar(string country, params AnnualDate[] localDays)
    {
        if (!PublicHolidays.Countries.Contains(country))
        {
            throw new ArgumentException("The holidays of this country are not known.", nameof(country));
        }

        this.country = country;
        this.localDays = localDays;
    }

    public bool IsHoliday(LocalDate day) => holidays.GetOrAdd(day.Year, HolidaysOf).Contains(day);

    public bool IsWorkingDay(LocalDate day) => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The day itself when it is a working day, else the next one.</summary>
    public LocalDate OnOrAfter(LocalDate day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.PlusDays(1);
        }

        return day;
    }

    /// <summary>The day itself when it is a working day, else the one before.</summary>
    public LocalDate OnOrBefore(LocalDate day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.PlusDays(-1);
        }

        return day;
    }

    public LocalDate Next(LocalDate day) => OnOrAfter(day.PlusDays(1));

    public LocalDate Previous(LocalDate day) => OnOrBefore(day.PlusDays(-1));

    /// <summary>Counts working days on (or back); the first one counted is the next after (before) the day. 0 leaves the day as it is.</summary>
    public LocalDate Add(LocalDate day, int workingDays)
    {
        for (int left = Math.Abs(workingDays); left > 0; left--)
        {
            day = workingDays > 0 ? Next(day) : Previous(day);
        }

        return day;
    }

    public LocalDate FirstOf(Period period) => OnOrAfter(period.First);

    public LocalDate LastOf(Period period) => OnOrBefore(period.Last);

    public int CountIn(Period period) => Enumerable.Range(0, period.Days).Count(offset => IsWorkingDay(period.First.PlusDays(offset)));

    private FrozenSet<LocalDate> HolidaysOf(int year)
        => PublicHolidays.Of(country, year).Concat(localDays.Select(local => local.InYear(year))).ToFrozenSet();
}
