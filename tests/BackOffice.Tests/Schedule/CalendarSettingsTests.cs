using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using NodaTime;

namespace BackOffice.Tests.Schedule;

public sealed class CalendarSettingsTests
{
    [Fact]
    public void Local_days_of_every_year_and_of_one_are_off()
    {
        var milan = new CalendarSettings { LocalDays = [new("12-07", "Sant'Ambrogio"), new("2026-06-01", "Ponte")] }.For("IT", "Europe/Rome");

        Assert.False(milan.Days.IsWorkingDay(new LocalDate(2026, 12, 7)));
        Assert.False(milan.Days.IsWorkingDay(new LocalDate(2027, 12, 7)));
        Assert.False(milan.Days.IsWorkingDay(new LocalDate(2026, 6, 1)));
        Assert.True(milan.Days.IsWorkingDay(new LocalDate(2027, 6, 1)));
    }

    [Fact]
    public void A_country_without_known_holidays_has_weekends()
    {
        var cairo = new CalendarSettings().For("EG", "Africa/Cairo");

        Assert.True(cairo.Days.IsWorkingDay(new LocalDate(2026, 12, 25)));
        Assert.False(cairo.Days.IsWorkingDay(new LocalDate(2026, 12, 26)));
    }

    [Fact]
    public void A_zone_nobody_knows_is_named()
        => Assert.Equal("'Europe/Atlantis' is no IANA time zone.", Assert.Throws<UnknownZoneException>(() => new CalendarSettings().For("IT", "Europe/Atlantis")).Message);

    [Theory]
    [InlineData("7 December", "Patron", "'7 December' is no day: write 12-07 for every year or 2026-05-02 for one.")]
    [InlineData("13-07", "Patron", "'13-07' is no day: write 12-07 for every year or 2026-05-02 for one.")]
    [InlineData("2026-02-30", "Patron", "'2026-02-30' is no day: write 12-07 for every year or 2026-05-02 for one.")]
    [InlineData("02-29", "Patron", "29 February does not come every year: name single days.")]
    [InlineData("12-07", " ", "The local day '12-07' has a name of 1 to 100 characters.")]
    public void A_local_day_that_is_none_says_why(string on, string name, string problem)
        => Assert.Equal([problem], new CalendarSettings { LocalDays = [new(on, name)] }.Problems());

    [Fact]
    public void Settings_that_cannot_be_say_why()
    {
        Assert.Equal(["The local day '12-07' is there twice."], new CalendarSettings { LocalDays = [new("12-07", "A"), new("12-07", "B")] }.Problems());
        Assert.Equal(["Pay day: 'day' is 40; it can be 1 to 31."], new CalendarSettings { PayDay = DayRule.OnDay(40) }.Problems());
        Assert.Single(new CalendarSettings { LocalDays = [.. Enumerable.Range(0, 61).Select(day => new LocalDay($"{1 + (day / 28):00}-{1 + (day % 28):00}", "A"))] }.Problems());
        Assert.Empty(new CalendarSettings().Problems());
    }
}
