using System.Text.Json;
using BackOffice.Primitives;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace BackOffice.Tests.Primitives;

public sealed class CalendarTests
{
    private static readonly WorkingCalendar Italy = new("IT");
    private static readonly WorkingCalendar Milan = new("IT", new AnnualDate(12, 7));

    [Fact]
    public void A_period_is_a_month_with_both_ends()
    {
        var february = Period.Parse("2028-02");

        Assert.Equal(new LocalDate(2028, 2, 1), february.First);
        Assert.Equal(new LocalDate(2028, 2, 29), february.Last);
        Assert.True(february.Contains(february.Last));
        Assert.False(february.Contains(february.Last.PlusDays(1)));
        Assert.Equal("2028-03", february.Next.ToString());
        Assert.Equal("2027-12", february.Previous.Previous.ToString());
        Assert.Equal(2, february.MonthsSince(Period.Parse("2027-12")));
        Assert.Equal("\"2028-02\"", JsonSerializer.Serialize(february));
        Assert.Equal(february, JsonSerializer.Deserialize<Period>("\"2028-02\""));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-1")]
    [InlineData("26-01")]
    [InlineData("2026/01")]
    [InlineData("0000-01")]
    [InlineData(null)]
    public void Other_texts_are_not_periods(string? text) => Assert.False(Period.TryParse(text, out _));

    [Fact]
    public void Periods_add_and_print_back() =>
        Prop.ForAll<PositiveInt, int>((start, step) =>
        {
            var period = new Period(1900 + (start.Get % 200), (start.Get % 12) + 1);
            int months = step % 1000;
            return period.Plus(months).Plus(-months) == period
                && period.Plus(months).MonthsSince(period) == months
                && Period.Parse(period.ToString()) == period
                && period.Last.PlusDays(1) == period.Next.First;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Saint_Francis_is_a_holiday_from_2026()
    {
        Assert.DoesNotContain(new LocalDate(2025, 10, 4), PublicHolidays.Of("IT", 2025));
        Assert.Contains(new LocalDate(2026, 10, 4), PublicHolidays.Of("IT", 2026));
    }

    [Fact]
    public void A_patron_saint_is_a_holiday_of_its_town_only()
    {
        var ambrose = new LocalDate(2026, 12, 7);

        Assert.True(Italy.IsWorkingDay(ambrose));
        Assert.False(Milan.IsWorkingDay(ambrose));
        Assert.Equal(new LocalDate(2026, 12, 9), Milan.OnOrAfter(ambrose)); // 8 December follows
    }

    [Theory]
    [InlineData(2024, 3, 31, 5, 5)]
    [InlineData(2025, 4, 20, 4, 20)]
    [InlineData(2026, 4, 5, 4, 12)]
    [InlineData(2027, 3, 28, 5, 2)]
    [InlineData(2038, 4, 25, 4, 25)]
    public void Easter_falls_on_the_days_of_the_almanac(int year, int month, int day, int orthodoxMonth, int orthodoxDay)
    {
        Assert.Equal(new LocalDate(year, month, day), Easter.Western(year));
        Assert.Equal(new LocalDate(year, orthodoxMonth, orthodoxDay), Easter.Orthodox(year));
    }

    [Fact]
    public void The_last_working_day_steps_back_over_holidays()
    {
        Assert.Equal(new LocalDate(2026, 12, 31), Italy.LastOf(new Period(2026, 12)));
        Assert.Equal(new LocalDate(2026, 5, 29), Italy.LastOf(new Period(2026, 5))); // 30 and 31 are a weekend
        Assert.Equal(new LocalDate(2026, 1, 2), Italy.FirstOf(new Period(2026, 1)));
        Assert.Equal(new LocalDate(2025, 12, 23), new WorkingCalendar("PL").Previous(new LocalDate(2025, 12, 27)));
    }

    [Fact]
    public void Working_days_count_from_the_day_after()
    {
        // Issue on Friday 24 April 2026 in Romania; 1 May is a holiday: 27, 28, 29, 30 April and 4 May.
        Assert.Equal(new LocalDate(2026, 5, 4), new WorkingCalendar("RO").Add(new LocalDate(2026, 4, 24), 5));
    }

    [Fact]
    public void Adding_and_taking_away_working_days_ends_on_working_days() =>
        Prop.ForAll<PositiveInt, int>((offset, count) =>
        {
            LocalDate day = Italy.OnOrAfter(new LocalDate(2023, 1, 1).PlusDays(offset.Get % 2000));
            int days = count % 60;
            return Italy.IsWorkingDay(Italy.Add(day, days)) && Italy.Add(Italy.Add(day, days), -days) == day;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_country_without_known_holidays_is_refused() => Assert.Throws<ArgumentException>(() => new WorkingCalendar("FR"));
}
