using BackOffice.Payroll;
using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Timesheets.Domain;

public sealed class TimesheetTests
{
    private static readonly DateTimeZone Rome = DateTimeZoneProviders.Tzdb["Europe/Rome"];
    private static readonly Period March = new(2026, 3);
    private static readonly TimeFrame Frame = new(March, Rome);
    private static readonly PersonFile Person = PeopleSamples.Hired(new LocalDate(2026, 1, 1));

    /// <summary>A night shift has the hours that pass, not those that the wall clock counts.</summary>
    [Theory]
    [InlineData("2026-03-28", "22:00", "06:00", "7")] // the clock skips 2 to 3
    [InlineData("2026-10-24", "22:00", "06:00", "9")] // it shows 2 to 3 twice
    [InlineData("2026-03-27", "22:00", "06:00", "8")]
    [InlineData("2026-03-29", "02:30", "06:00", "3")] // 2:30 does not exist: from 3
    [InlineData("2026-10-25", "02:30", "06:00", "4.5")] // the first 2:30
    [InlineData("2026-03-28", "06:00", "14:30", "8.5")]
    [InlineData("2026-03-28", "23:00", "00:00", "1")]
    public void A_shift_has_the_hours_that_pass(string day, string from, string to, string hours)
        => Assert.Equal(Number(hours), Shift.Of(Day(day), Time(from), Time(to), Rome).Hours);

    [Theory]
    [InlineData("2026-03-29", "23", null)]
    [InlineData("2026-03-29", "23.5", "over-24-hours")]
    [InlineData("2026-10-25", "25", null)]
    [InlineData("2026-10-24", "24", null)]
    [InlineData("2026-10-24", "24.5", "over-24-hours")]
    public void A_day_has_as_many_hours_as_its_clock(string day, string hours, string? expected)
        => Assert.Equal(expected, Overlaps([Row(day, "worked", hours: Number(hours))]).SingleOrDefault()?.Code);

    [Fact]
    public void Hours_beyond_the_48th_of_the_week_are_entered_where_the_country_pays_them()
    {
        var row = Row("2026-03-10", "overtime.beyond-48", hours: 2);

        Assert.Empty(TimeRowCheck.ProblemsOf(row, Person, In("IT")));
        Assert.Equal(["unpaid-kind"], TimeRowCheck.ProblemsOf(row, Person, In("PL")).Select(error => error.Code));
        Assert.Equal(["unpaid-kind"], TimeRowCheck.ProblemsOf(row, Person, In("RO")).Select(error => error.Code));
        Assert.Equal(new WorkedHours("overtime.beyond-48", 2), Assert.Single(TimeOfMonth.Of([row]).Hours));
    }

    [Theory]
    [InlineData("IT")]
    [InlineData("RO")]
    [InlineData("PL")]
    public void Every_other_kind_is_entered_in_every_country(string country)
        => Assert.All(TimeKinds.All.Where(kind => kind != "overtime.beyond-48"), kind => Assert.Empty(TimeRowCheck.ProblemsOf(Row("2026-03-10", kind, hours: 2), Person, In(country))));

    [Fact]
    public void A_night_shift_counts_on_both_of_its_days()
    {
        // 22-6 gives two hours to the 10th and six to the 11th; 18.5 more on the 11th are too many.
        Assert.Empty(Overlaps([Row("2026-03-10", "worked", "22:00", "06:00"), Row("2026-03-11", "worked", hours: 18)]));
        Assert.Equal(["over-24-hours"], Overlaps([Row("2026-03-10", "worked", "22:00", "06:00"), Row("2026-03-11", "worked", hours: 18.5m)]).Select(error => error.Code));
    }

    [Theory]
    [InlineData("08:00", "12:00", "12:00", "16:00", null)]
    [InlineData("08:00", "12:00", "11:59", "16:00", "overlapping")]
    [InlineData("08:00", "12:00", "08:00", "12:00", "duplicate-row")]
    [InlineData("22:00", "06:00", "05:00", "05:30", null)] // on the morning before the shift
    public void Shifts_of_a_day_do_not_overlap(string from, string to, string otherFrom, string otherTo, string? expected)
        => Assert.Equal(expected, Overlaps([Row("2026-03-10", "worked", from, to), Row("2026-03-10", "worked", otherFrom, otherTo)]).SingleOrDefault()?.Code);

    [Fact]
    public void A_night_shift_overlaps_the_morning_after()
        => Assert.Equal(["overlapping"], Overlaps([Row("2026-03-10", "worked", "22:00", "06:00"), Row("2026-03-11", "worked", "05:00", "09:00")]).Select(error => error.Code));

    [Fact]
    public void Who_is_away_for_the_day_does_not_work()
    {
        Assert.Equal(["overlapping"], Overlaps([Row("2026-03-10", "sick"), Row("2026-03-10", "worked", hours: 4)]).Select(error => error.Code));
        Assert.Equal(["overlapping"], Overlaps([Row("2026-03-09", "sick") with { Until = Day("2026-03-11") }, Row("2026-03-11", "paid-leave")]).Select(error => error.Code));
        Assert.Empty(Overlaps([Row("2026-03-10", "paid-leave", hours: 4), Row("2026-03-10", "worked", hours: 4)]));
    }

    [Fact]
    public void Hours_with_a_premium_are_said_beside_those_worked()
        => Assert.Empty(Overlaps([Row("2026-03-10", "worked", "20:00", "04:00"), Row("2026-03-10", "night", "22:00", "04:00")]));

    [Fact]
    public void A_sheet_is_checked_against_those_that_are_in()
        => Assert.Equal(["duplicate-row", "overlapping"], TimeOverlap.ProblemsOf(
            [Row("2026-03-10", "worked", hours: 8), Row("2026-03-11", "worked", "10:00", "12:00")],
            [Row("2026-03-10", "worked", hours: 8), Row("2026-03-11", "overtime.weekday", "11:00", "13:00")],
            Rome).Select(error => error.Code));

    [Theory]
    [InlineData("2026-03-10", "worked", "8", null)]
    [InlineData("2026-03-10", "worked", "-1", "negative-hours")]
    [InlineData("2026-03-10", "worked", "26", "over-24-hours")]
    [InlineData("2026-03-10", "worked", "7.333", "wrong-hours")]
    [InlineData("2026-03-10", "worked", null, "missing-hours")]
    [InlineData("2026-03-10", "dancing", "1", "unknown-kind")]
    [InlineData("2026-04-01", "worked", "8", "outside-period")]
    [InlineData("2025-12-31", "worked", "8", "outside-period,not-employed")]
    [InlineData("2026-03-10", "sick", null, null)]
    public void A_row_is_checked_by_itself(string day, string kind, string? hours, string? expected)
        => Assert.Equal(expected ?? "", string.Join(',', TimeRowCheck.ProblemsOf(Row(day, kind, hours: hours is null ? null : Number(hours)), Person, Frame).Select(error => error.Code)));

    [Fact]
    public void A_shift_has_two_times_and_a_length()
    {
        Assert.Equal(["missing-time"], Check(Row("2026-03-10", "worked") with { From = Time("08:00") }));
        Assert.Equal(["wrong-time"], Check(Row("2026-03-10", "worked", "08:00", "08:00")));
        Assert.Equal(["wrong-time"], Check(Row("2026-03-10", "sick", "08:00", "09:00")));
        Assert.Equal(["wrong-span"], Check(Row("2026-03-10", "worked", hours: 8) with { Until = Day("2026-03-11") }));
        Assert.Equal(["unknown-contract"], Check(Row("2026-03-10", "worked", hours: 8) with { Contract = "c9" }));
    }

    [Fact]
    public void Nobody_works_before_being_hired_or_after_leaving()
    {
        var left = Person.Record([PeopleSamples.EmploymentOf("1", new LocalDate(2026, 1, 1), new LocalDate(2026, 3, 10))], PeopleSamples.By("leave", PeopleSamples.At(2026, 3, 1)));

        Assert.Empty(TimeRowCheck.ProblemsOf(Row("2026-03-10", "worked", hours: 8), left, Frame));
        Assert.Equal(["not-employed"], TimeRowCheck.ProblemsOf(Row("2026-03-11", "worked", hours: 8), left, Frame).Select(error => error.Code));
        Assert.Equal(["unknown-person"], TimeRowCheck.ProblemsOf(Row("2026-03-11", "worked", hours: 8), person: null, Frame).Select(error => error.Code));
    }

    [Fact]
    public void A_sickness_that_began_last_month_belongs_to_both()
        => Assert.Empty(Check(Row("2026-02-25", "sick") with { Until = Day("2026-03-04") }));

    [Fact]
    public void Rows_become_hours_by_kind_and_absences_by_stretch()
    {
        var time = TimeOfMonth.Of(
        [
            Row("2026-03-02", "worked", hours: 8), Row("2026-03-03", "worked", hours: 7.5m), Row("2026-03-03", "overtime.weekday", hours: 2),
            Row("2026-03-05", "sick"), Row("2026-03-06", "sick"), Row("2026-03-09", "sick"), Row("2026-03-10", "paid-leave", hours: 4),
        ]);

        Assert.Equal([("overtime.weekday", 2m), ("worked", 15.5m)], time.Hours.Select(hours => (hours.Kind, hours.Hours)));
        Assert.Equal([("sick", 5, 6), ("sick", 9, 9), ("paid-leave", 10, 10)], time.Absences.Select(absence => (absence.Kind, absence.From.Day, absence.To.Day)));
        Assert.Equal(4, time.Absences[^1].HoursPerDay);
    }

    [Fact]
    public void Minutes_are_rounded_once_and_not_by_the_row()
        => Assert.Equal(0.5m, TimeOfMonth.Of([.. Enumerable.Range(1, 3).Select(day => Row($"2026-03-0{day}", "worked", hours: 1m / 6))]).Hours.Single().Hours); // 3 x 10 minutes

    private static IEnumerable<string> Check(TimeRow row) => TimeRowCheck.ProblemsOf(row, Person, Frame).Select(error => error.Code);

    private static List<TimeError> Overlaps(IReadOnlyList<TimeRow> rows) => [.. TimeOverlap.ProblemsOf(rows, [], Rome)];

    private static TimeRow Row(string day, string kind, string? from = null, string? to = null, decimal? hours = null)
        => new() { Line = 2, Person = "p1", Day = Day(day), Kind = kind, From = from is null ? null : Time(from), To = to is null ? null : Time(to), Hours = hours };

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static LocalTime Time(string text) => NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    private static TimeFrame In(string country) => Frame with { Pack = PayCases.Rules.Find(country, March.Last)!.Pack };
}
