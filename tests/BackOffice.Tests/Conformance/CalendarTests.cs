using System.Globalization;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tests.Conformance;

public sealed class CalendarTests
{
    [Fact]
    public void Holidays_agree_with_the_corpus_day_by_day()
    {
        // The one row without agreement is the Sunday observance of 4 November, which is no holiday by law.
        var expected = Corpus.Table("ids/holidays.csv")
            .Where(row => row["in_own_algorithm"] == "True")
            .Select(row => (Country: row["country"], Day: LocalDatePattern.Iso.Parse(row["date"]).Value))
            .ToHashSet();

        var computed = expected
            .Select(row => (row.Country, row.Day.Year))
            .Distinct()
            .SelectMany(pair => PublicHolidays.Of(pair.Country, pair.Year).Select(day => (pair.Country, Day: day)))
            .ToHashSet();

        Assert.Equal(expected.Order(), computed.Order());
        Assert.Equal(18, expected.Select(row => (row.Country, row.Day.Year)).Distinct().Count());
    }

    [Fact]
    public void Working_days_of_each_month_agree_with_the_corpus()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> months = Corpus.Table("ids/workdays.csv");

        Assert.All(months, row =>
        {
            var period = new Period(Number(row["year"]), Number(row["month"]));
            Assert.Equal(Number(row["working_days_mon_fri_less_holidays"]), new WorkingCalendar(row["country"]).CountIn(period));
        });
        Assert.Equal(216, months.Count);
    }

    [Fact]
    public void The_corpus_holds_the_years_2023_to_2028_of_three_countries()
        => Assert.Equal(
            [.. from country in new[] { "IT", "PL", "RO" } from year in Enumerable.Range(2023, 6) select $"{country} {year}"],
            Corpus.Table("ids/holidays.csv").Where(row => row["in_own_algorithm"] == "True").Select(row => $"{row["country"]} {row["date"][..4]}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void First_and_last_working_days_agree_with_the_corpus()
        => Assert.All(Corpus.Table("ids/workdays.csv"), row =>
        {
            var period = new Period(Number(row["year"]), Number(row["month"]));
            var calendar = new WorkingCalendar(row["country"]);
            int count = Number(row["working_days_mon_fri_less_holidays"]);

            // The n-th working day from the beginning is the first from the end.
            Assert.Equal(calendar.WorkingDayOf(period, -1), calendar.WorkingDayOf(period, count));
            Assert.Equal(calendar.WorkingDayOf(period, 1), calendar.WorkingDayOf(period, -count));
            Assert.Equal(count - 1, calendar.CountBetween(calendar.FirstOf(period), calendar.LastOf(period)));
        });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
