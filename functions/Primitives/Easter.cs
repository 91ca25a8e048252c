using NodaTime;

namespace BackOffice.Primitives;

/// <summary>Easter Sunday, on which most movable holidays hang.</summary>
public static class Easter
{
    /// <summary>Western churches: the anonymous Gregorian computus.</summary>
    public static LocalDate Western(int year)
    {
        int golden = year % 19;
        (int century, int rest) = Math.DivRem(year, 100);
        int correction = (century + 8) / 25;
        int epact = ((19 * golden) + century - (century / 4) - ((century - correction + 1) / 3) + 15) % 30;
        int weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - epact - (rest % 4)) % 7;
        int late = (golden + (11 * epact) + (22 * weekday)) / 451;
        int day = epact + weekday - (7 * late) + 114;
        return new(year, day / 31, (day % 31) + 1);
    }

    /// <summary>Orthodox churches: Meeus' Julian rule, moved to the Gregorian calendar (13 days; right from 1900 to 2099).</summary>
    public static LocalDate Orthodox(int year)
    {
        int moon = ((19 * (year % 19)) + 15) % 30;
        int weekday = ((2 * (year % 4)) + (4 * (year % 7)) - moon + 34) % 7;
        int day = moon + weekday + 114;
        return new LocalDate(year, day / 31, (day % 31) + 1).PlusDays(13);
    }
}
