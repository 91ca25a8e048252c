using System.Collections.Frozen;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>
/// Public holidays of Italy, Romania and Poland, computed for years from 2018. Sources: IT L. 260/1949 with L. 151/2025 (4 October
/// from 2026); RO Codul muncii art. 139 (6 and 7 January from 2024); PL ustawa z 18.1.1951 (24 December from 2025).
/// </summary>
public static class PublicHolidays
{
    /// <summary>The countries that are known, by ISO code.</summary>
    public static IReadOnlyList<string> Countries { get; } = ["IT", "RO", "PL"];

    /// <summary>All public holidays of a year, also those that fall on a weekend.</summary>
    public static IReadOnlySet<LocalDate> Of(string country, int year) => (country switch
    {
        "IT" => Italy(year),
        "RO" => Romania(year),
        "PL" => Poland(year),
        _ => throw new ArgumentException("The holidays of this country are not known.", nameof(country)),
    }).ToFrozenSet();

    private static IEnumerable<LocalDate> Italy(int year)
    {
        LocalDate easter = Easter.Western(year);
        return
        [
            new(year, 1, 1), new(year, 1, 6), easter, easter.PlusDays(1), new(year, 4, 25), new(year, 5, 1), new(year, 6, 2),
            new(year, 8, 15), .. From(2026, new(year, 10, 4)), new(year, 11, 1), new(year, 12, 8), new(year, 12, 25), new(year, 12, 26),
        ];
    }

    private static IEnumerable<LocalDate> Romania(int year)
    {
        LocalDate easter = Easter.Orthodox(year);
        return
        [
            new(year, 1, 1), new(year, 1, 2), .. From(2024, new(year, 1, 6)), .. From(2024, new(year, 1, 7)), new(year, 1, 24),
            easter.PlusDays(-2), easter, easter.PlusDays(1), new(year, 5, 1), easter.PlusDays(49), easter.PlusDays(50), new(year, 6, 1),
            new(year, 8, 15), new(year, 11, 30), new(year, 12, 1), new(year, 12, 25), new(year, 12, 26),
        ];
    }

    private static IEnumerable<LocalDate> Poland(int year)
    {
        LocalDate easter = Easter.Western(year);
        return
        [
            new(year, 1, 1), new(year, 1, 6), easter, easter.PlusDays(1), new(year, 5, 1), new(year, 5, 3), easter.PlusDays(49),
            easter.PlusDays(60), new(year, 8, 15), new(year, 11, 1), new(year, 11, 11), .. From(2025, new(year, 12, 24)),
            new(year, 12, 25), new(year, 12, 26),
        ];
    }

    private static LocalDate[] From(int firstYear, LocalDate day) => day.Year >= firstYear ? [day] : [];
}
