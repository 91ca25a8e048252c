using System.Text.Json;
using BackOffice.Primitives;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tests.Primitives;

public sealed class DayRuleTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
    private static readonly WorkingCalendar Italy = new("IT");

    /// <summary>Rules as they are written down, with the Italian calendar.</summary>
    [Theory]
    [InlineData("""{ "day": 31 }""", "2026-02-10", "2026-02-28")] // the month is shorter
    [InlineData("""{ "day": 30 }""", "2028-02-01", "2028-02-29")]
    [InlineData("""{ "day": 29 }""", "2027-02-01", "2027-02-28")]
    [InlineData("""{ "day": 31 }""", "2026-03-01", "2026-03-31")] // and remembered: not the 28th
    [InlineData("""{ "months": 1 }""", "2026-01-31", "2026-02-28")]
    [InlineData("""{ "months": 2 }""", "2026-01-31", "2026-03-31")] // counted from the start, not from February
    [InlineData("""{ "workingDay": -1 }""", "2026-05-01", "2026-05-29")] // 30 and 31 are a weekend
    [InlineData("""{ "workingDay": -1 }""", "2026-12-31", "2026-12-31")]
    [InlineData("""{ "workingDay": 1 }""", "2026-01-20", "2026-01-02")]
    [InlineData("""{ "workingDay": 3 }""", "2026-01-01", "2026-01-07")] // 2, 5; 6 is a holiday
    [InlineData("""{ "endOfMonth": true, "thenDays": 30 }""", "2026-01-15", "2026-03-02")] // 31 January + 30
    [InlineData("""{ "days": 60, "endOfMonth": true, "thenDays": 10 }""", "2026-01-15", "2026-04-10")] // 16 March, 31 March, + 10
    [InlineData("""{ "days": 30 }""", "2026-01-31", "2026-03-02")]
    [InlineData("""{ "day": 27, "roll": "preceding" }""", "2026-12-01", "2026-12-24")] // Sunday, the 26th and 25th are holidays
    [InlineData("""{ "day": 27, "roll": "following" }""", "2026-12-01", "2026-12-28")]
    [InlineData("""{ "endOfMonth": true, "roll": "modified-following" }""", "2026-05-01", "2026-05-29")] // Sunday 31: Monday is June
    [InlineData("""{ "day": 15, "roll": "modified-following" }""", "2026-08-01", "2026-08-17")] // Saturday and a holiday
    [InlineData("""{ "day": 15, "roll": "none" }""", "2026-08-01", "2026-08-15")]
    [InlineData("""{ "months": 1, "day": 10 }""", "2026-12-01", "2027-01-10")]
    [InlineData("""{ "workingDays": -2, "day": 16 }""", "2026-11-01", "2026-11-12")] // Monday 16: 13, 12
    [InlineData("""{ "workingDays": 5 }""", "2026-04-24", "2026-05-04")] // 27 to 30 April, 1 May is a holiday
    [InlineData("""{ "months": 1, "day": 16, "pause": { "first": "08-01", "last": "08-20", "movedTo": "08-20" }, "roll": "following" }""", "2026-07-01", "2026-08-20")]
    [InlineData("""{ "months": 1, "day": 16, "pause": { "first": "08-01", "last": "08-20", "movedTo": "08-20" }, "roll": "following" }""", "2028-07-01", "2028-08-21")] // the 20th is a Sunday
    [InlineData("{}", "2026-11-21", "2026-11-21")]
    public void A_rule_names_a_day(string rule, string start, string expected)
    {
        DayRule read = JsonSerializer.Deserialize<DayRule>(rule, Web)!;

        Assert.Empty(read.Problems());
        Assert.Equal(expected, Iso(read.From(Day(start), Italy)));
        Assert.Equal(read, JsonSerializer.Deserialize<DayRule>(JsonSerializer.Serialize(read, Web), Web));
    }

    [Theory]
    [InlineData("""{ "day": 32 }""", "'day' is 32; it can be 1 to 31.")]
    [InlineData("""{ "day": 0 }""", "'day' is 0; it can be 1 to 31.")]
    [InlineData("""{ "workingDay": 0 }""", "'workingDay' 0 is no day: 1 is the first, -1 the last.")]
    [InlineData("""{ "workingDay": 11 }""", "'workingDay' is 11; it can be -10 to 10.")]
    [InlineData("""{ "months": -1 }""", "'months' is -1; it can be 0 to 120.")]
    [InlineData("""{ "days": 1001 }""", "'days' is 1001; it can be 0 to 1000.")]
    [InlineData("""{ "thenDays": -1 }""", "'thenDays' is -1; it can be 0 to 1000.")]
    [InlineData("""{ "workingDays": 61 }""", "'workingDays' is 61; it can be -60 to 60.")]
    [InlineData("""{ "day": 5, "endOfMonth": true }""", "Only one of 'endOfMonth', 'day' and 'workingDay' can be meant.")]
    [InlineData("""{ "pause": { "first": "08-20", "last": "08-01", "movedTo": "08-20" } }""", "A pause has a first day, then a last day, then the day its terms move to, in one year.")]
    public void A_rule_that_means_nothing_says_why(string rule, string problem)
        => Assert.Equal([problem], JsonSerializer.Deserialize<DayRule>(rule, Web)!.Problems());

    [Theory]
    [InlineData("""{ "roll": "sideways" }""")]
    [InlineData("""{ "dya": 5 }""")]
    [InlineData("""{ "pause": { "first": "13-01", "last": "08-20", "movedTo": "08-20" } }""")]
    public void A_rule_with_a_word_nobody_knows_is_refused(string rule)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DayRule>(rule, Web));

    [Fact]
    public void A_rule_is_also_read_in_words()
    {
        Assert.Equal("day 27, or the working day before", DayRule.OnDay(27, HolidayRoll.Preceding).InWords());
        Assert.Equal("last working day", DayRule.OnWorkingDay(-1).InWords());
        Assert.Equal("1 month later, day 10", new DayRule { Months = 1, Day = 10 }.InWords());
        Assert.Equal("end of month, then 30 days, or the next working day", new DayRule { EndOfMonth = true, ThenDays = 30, Roll = HolidayRoll.Following }.InWords());
        Assert.Equal("the day itself", new DayRule().InWords());
    }

    [Theory]
    [InlineData(2024, LeapDay.LastOfFebruary, "2024-02-29")]
    [InlineData(2025, LeapDay.LastOfFebruary, "2025-02-28")]
    [InlineData(2025, LeapDay.FirstOfMarch, "2025-03-01")]
    [InlineData(2028, LeapDay.FirstOfMarch, "2028-02-29")]
    public void Somebody_born_on_29_February_has_an_anniversary_every_year(int year, LeapDay leapDay, string expected)
        => Assert.Equal(expected, Iso(Anniversary.InYear(new LocalDate(2000, 2, 29), year, leapDay)));

    [Fact]
    public void Instalments_are_counted_from_the_first()
        => Assert.Equal(
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
            Enumerable.Range(0, 4).Select(month => Iso(Anniversary.Monthly(new LocalDate(2026, 1, 31), month))));

    [Fact]
    public void A_roll_ends_on_a_working_day_and_never_goes_the_wrong_way() =>
        Prop.ForAll<NonNegativeInt>(offset =>
        {
            LocalDate day = new LocalDate(2024, 1, 1).PlusDays(offset.Get * 31 % (9 * 365));
            LocalDate modified = Italy.Roll(day, HolidayRoll.ModifiedFollowing);
            return Italy.Roll(day, HolidayRoll.None) == day
                && Italy.Roll(day, HolidayRoll.Following) is var next && next >= day && Italy.IsWorkingDay(next)
                && Italy.Roll(day, HolidayRoll.Preceding) is var before && before <= day && Italy.IsWorkingDay(before)
                && Italy.IsWorkingDay(modified) && Period.Of(modified) == Period.Of(day);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Working_days_between_two_days_are_those_that_adding_counts() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt>((offset, count) =>
        {
            LocalDate day = new LocalDate(2024, 1, 1).PlusDays(offset.Get % (8 * 365));
            int days = count.Get % 60;
            LocalDate later = Italy.Add(day, days);
            return Italy.CountBetween(day, later) == days && Italy.CountBetween(later, day) == -days;
        }).QuickCheckThrowOnFailure();

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
