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

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
