using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>Monday to Friday without the public holidays of a country and the local days, such as a patron saint's, of a place.</summary>
public sealed class WorkingCalendar
{
    private readonly ConcurrentDictionary<int, FrozenSet<LocalDate>> holidays = new();
    private readonly Func<int, FrozenSet<LocalDate>> compute;
    private readonly string? country;
    private readonly AnnualDate[] localDays;
    private readonly FrozenSet<LocalDate> singleDays;

    /// <exception cref="ArgumentException">The holidays of the country are not known.</exception>
    public WorkingCalendar(string country, params AnnualDate[] localDays)
        : this(country, localDays, [])
    {
    }

    /// <param name="country">Whose public holidays count; null when nobody's do.</param>
    /// <param name="localDays">Days of every year.</param>
    /// <param name="singleDays">Days of one year, such as a bridge day by decree.</param>
    /// <exception cref="ArgumentException">The holidays of the country are not known.</exception>
    public WorkingCalendar(string? country, IEnumerable<AnnualDate> localDays, IEnumerable<LocalDate> singleDays)
    {
        if (country is not null && !PublicHolidays.Countries.Contains(country))
        {
            throw new ArgumentException("The holidays of this country are not known.", nameof(country));
        }

        this.country = country;
        this.localDays = [.. localDays];
        this.singleDays = singleDays.ToFrozenSet();
        compute = HolidaysOf;
    }

    public bool IsHoliday(LocalDate day) => holidays.GetOrAdd(day.Year, compute).Contains(day) || singleDays.Contains(day);

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

    /// <summary>The day, or the working day that the roll moves it to.</summary>
    public LocalDate Roll(LocalDate day, HolidayRoll roll) => roll switch
    {
        HolidayRoll.None => day,
        HolidayRoll.Following => OnOrAfter(day),
        HolidayRoll.Preceding => OnOrBefore(day),
        HolidayRoll.ModifiedFollowing => OnOrAfter(day) is var next && Period.Of(next) == Period.Of(day) ? next : OnOrBefore(day),
        _ => throw new ArgumentOutOfRangeException(nameof(roll), roll, "Not a roll."),
    };

    /// <summary>A working day of a month by its number: 1 is the first, 2 the second, -1 the last.</summary>
    public LocalDate WorkingDayOf(Period period, int number)
        => number > 0 ? Add(period.First.PlusDays(-1), number) : Add(period.Last.PlusDays(1), number);

    /// <summary>Working days after the first day up to and with the other; negative when the other is earlier.</summary>
    public int CountBetween(LocalDate from, LocalDate to)
        => from > to ? -CountBetween(to, from) : Enumerable.Range(1, NodaTime.Period.DaysBetween(from, to)).Count(offset => IsWorkingDay(from.PlusDays(offset)));

    public LocalDate FirstOf(Period period) => OnOrAfter(period.First);

    public LocalDate LastOf(Period period) => OnOrBefore(period.Last);

    public int CountIn(Period period) => Enumerable.Range(0, period.Days).Count(offset => IsWorkingDay(period.First.PlusDays(offset)));

    private FrozenSet<LocalDate> HolidaysOf(int year)
        => (country is null ? Enumerable.Empty<LocalDate>() : PublicHolidays.Of(country, year)).Concat(localDays.Select(local => local.InYear(year))).ToFrozenSet();
}
