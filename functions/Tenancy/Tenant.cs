using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tenancy;

/// <summary>A company whose books are kept here. Every key of every record begins with its id.</summary>
/// <param name="Id">2 to 32 of a-z, 0-9 and '-', beginning with a letter; never changes.</param>
/// <param name="Name">As on its letterhead.</param>
/// <param name="Country">ISO 3166 alpha-2; it chooses holidays, registers and rule packs.</param>
/// <param name="Zone">IANA name, Europe/Rome for instance; it decides the day, the month and the year of everything.</param>
public sealed record Tenant(string Id, string Name, string Country, string Zone)
{
    private static readonly ZonedDateTimePattern ClockPattern = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<g> z", DateTimeZoneProviders.Tzdb);

    /// <summary>The tenant's own calendar day at an instant.</summary>
    public LocalDate DayAt(DateTimeOffset instant) => TimeAt(instant).Date;

    /// <summary>The tenant's wall clock at an instant, with its offset.</summary>
    public ZonedDateTime TimeAt(DateTimeOffset instant)
        => Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[Zone]);

    /// <summary>The wall clock as text: 2026-03-29T03:30:00+02 Europe/Rome.</summary>
    public string WallClock(DateTimeOffset instant) => ClockPattern.Format(TimeAt(instant));

    /// <summary>Where things are kept that belong to no tenant; no tenant may be called so.</summary>
    public const string Nobody = "unassigned";

    /// <summary>What is wrong with the id, or null.</summary>
    public static string? ProblemWithId(string id)
        => id != Nobody && id.Length is >= 2 and <= 32 && char.IsAsciiLetterLower(id[0]) && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? null
            : $"A tenant id is 2 to 32 of a-z, 0-9 and '-', beginning with a letter, and not '{Nobody}'.";
}
