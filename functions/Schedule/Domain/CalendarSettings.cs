using System.Globalization;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Schedule.Domain;

/// <summary>What a tenant says about its own calendar; what it does not say is as usual in its country.</summary>
public sealed record CalendarSettings
{
    private const int MostLocalDays = 60;

    /// <summary>Days off that are its own: the patron saint of its town, a bridge day.</summary>
    public IReadOnlyList<LocalDay> LocalDays { get; init; } = [];

    /// <summary>When it pays salaries, from the first of the month; the last working day when it does not say.</summary>
    public DayRule PayDay { get; init; } = DayRule.OnWorkingDay(-1);

    /// <summary>The ids of jobs that do not run for it.</summary>
    public IReadOnlyList<string> JobsOff { get; init; } = [];

    /// <summary>Which of several terms the law has for it, by group: "pl.zus" is "legal-person" for instance.</summary>
    public IReadOnlyDictionary<string, string> Variants { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The calendar of a tenant with these settings. A country without known holidays has weekends only.</summary>
    /// <exception cref="UnknownZoneException">The zone is none of the time zone database.</exception>
    public LocalCalendar For(string country, string zone) => new(
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw new UnknownZoneException(zone),
        new WorkingCalendar(PublicHolidays.Countries.Contains(country) ? country : null, LocalDays.Select(day => day.EveryYear).OfType<AnnualDate>(), LocalDays.Select(day => day.Once).OfType<LocalDate>()),
        PayDay);

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. LocalDays.Count > MostLocalDays ? [string.Create(CultureInfo.InvariantCulture, $"There can be {MostLocalDays} local days at most.")] : Array.Empty<string>(),
        .. LocalDays.Select(day => day.Problem()).OfType<string>(),
        .. LocalDays.GroupBy(day => day.On, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"The local day '{group.Key}' is there twice."),
        .. PayDay.Problems().Select(problem => $"Pay day: {problem}"),
        .. PayDay.WorkingDays < 0 ? ["Pay day: 'workingDays' cannot be negative."] : Array.Empty<string>(),
    ];
}

/// <summary>A day off of the tenant's own.</summary>
/// <param name="On">12-07 for every year, 2026-05-02 for one.</param>
/// <param name="Name">What people call it.</param>
public sealed record LocalDay(string On, string Name)
{
    private const int LongestName = 100;

    internal AnnualDate? EveryYear => AnnualDateJsonConverter.TryParse(On, out AnnualDate day) ? day : null;

    internal LocalDate? Once => LocalDatePattern.Iso.Parse(On) is { Success: true, Value: var day } ? day : null;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem()
        => EveryYear is null && Once is null ? $"'{On}' is no day: write 12-07 for every year or 2026-05-02 for one."
            : EveryYear is { Month: 2, Day: 29 } ? "29 February does not come every year: name single days."
            : Name.Trim().Length is 0 or > LongestName ? $"The local day '{On}' has a name of 1 to 100 characters."
            : null;
}

/// <summary>A time zone that the time zone database does not have.</summary>
public sealed class UnknownZoneException(string zone) : Exception($"'{zone}' is no IANA time zone.")
{
    public string Zone { get; } = zone;
}
