using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace BackOffice.Tests.Schedule;

public sealed class OccurrenceTests
{
    private static readonly Instant Start = TestCalendars.Utc("2024-01-01T00:00:00Z");
    private static readonly Instant End = TestCalendars.Utc("2032-12-31T23:59:59Z");

    [Fact]
    public void Every_period_from_2024_to_2032_has_one_occasion_and_the_next_is_later() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt>((rule, place) =>
        {
            var when = TestCalendars.Any(rule.Get);
            var calendar = TestCalendars.All[place.Get % TestCalendars.All.Count];
            var all = Occurrences.Between(when, calendar, (Start, End)).ToList();

            Assert.NotEmpty(all);
            Assert.Equal(all.Count, all.Select(occurrence => occurrence.Key).Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(all.Select(occurrence => occurrence.Key).Order(StringComparer.Ordinal), all.Select(occurrence => occurrence.Key));
            Assert.All(all.Zip(all.Skip(1)), pair =>
            {
                Assert.True(pair.First.DueAt < pair.Second.DueAt, $"{when.InWords()}: {pair}");
                Assert.True(when.Every == Every.WorkingDay || pair.Second.Ordinal == pair.First.Ordinal + 1, $"{when.InWords()}: {pair}");
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_that_asks_for_working_days_gets_them() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt>((rule, place) =>
        {
            var when = TestCalendars.Any(rule.Get);
            var calendar = TestCalendars.All[place.Get % TestCalendars.All.Count];
            if (when.Every == Every.WorkingDay || when is { Every: Every.Month, Rule: { WorkingDay: not null } or { Roll: not HolidayRoll.None } })
            {
                Assert.All(Occurrences.Between(when, calendar, (Start, End)), occurrence => Assert.True(calendar.Days.IsWorkingDay(occurrence.Day.Day)));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_time_span_cut_in_two_has_the_same_occasions() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, NonNegativeInt>((rule, place, cut) =>
        {
            var when = TestCalendars.Any(rule.Get);
            var calendar = TestCalendars.All[place.Get % TestCalendars.All.Count];
            var middle = Start + Duration.FromMinutes(cut.Get * 7919L % (9 * 365 * 1440));
            return Occurrences.Between(when, calendar, (Start, End))
                .SequenceEqual(Occurrences.Between(when, calendar, (Start, middle)).Concat(Occurrences.Between(when, calendar, (middle, End))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_day_that_the_zone_never_had_still_has_its_run()
    {
        var apia = new CalendarSettings().For("WS", "Pacific/Apia");

        var runs = Occurrences.Between(Recurrence.Daily(new LocalTime(8, 0)), apia, (TestCalendars.Utc("2011-12-29T00:00:00Z"), TestCalendars.Utc("2011-12-31T23:00:00Z"))).ToList();

        Assert.Equal(["2011-12-29", "2011-12-30", "2011-12-31", "2012-01-01"], runs.Select(run => run.Key));
        Assert.Equal([ClockShift.None, ClockShift.Gap, ClockShift.None, ClockShift.None], runs.Select(run => run.Shift));
    }

    [Fact]
    public void Keys_say_which_period_it_is()
    {
        var day = new LocalDate(2027, 1, 1);

        Assert.Equal("2027-01-01", Key(Recurrence.Daily(default)));
        Assert.Equal("2026-W53", Key(Recurrence.Weekly(IsoDayOfWeek.Friday, default)));
        Assert.Equal("2027-01", Key(Recurrence.Monthly(DayRule.OnDay(1), default)));
        Assert.Equal("2027-01", Key(Recurrence.PayDays(default)));
        Assert.Equal("2027", Key(Recurrence.Yearly(DayRule.OnDay(1), default)));

        string Key(Recurrence when) => when.KeyOf(when.OrdinalOf(day));
    }

    [Fact]
    public void A_pay_day_comes_from_the_tenant()
    {
        var polish = Occurrences.Between(Recurrence.PayDays(new LocalTime(9, 0)), TestCalendars.Warsaw, (TestCalendars.Utc("2026-10-01T00:00:00Z"), TestCalendars.Utc("2026-10-31T00:00:00Z")));
        var before = Occurrences.Between(Recurrence.PayDays(new LocalTime(9, 0), -2), TestCalendars.Warsaw, (TestCalendars.Utc("2026-10-01T00:00:00Z"), TestCalendars.Utc("2026-10-31T00:00:00Z")));

        Assert.Equal(new LocalDate(2026, 10, 9), Assert.Single(polish).Day.Day); // the 10th is a Saturday
        Assert.Equal(new LocalDate(2026, 10, 7), Assert.Single(before).Day.Day);
    }

    [Fact]
    public void A_recurrence_without_its_rule_is_none()
    {
        Assert.NotEmpty(new Recurrence(Every.Month, default).Problems());
        Assert.NotEmpty((Recurrence.Daily(default) with { Rule = DayRule.OnDay(1) }).Problems());
        Assert.NotEmpty(Recurrence.Monthly(DayRule.OnDay(40), default).Problems());
        Assert.NotEmpty(new JobDefinition("Big Letters", Recurrence.Daily(default), CatchUp.Skip).Problems());
        Assert.Empty(new JobDefinition("payroll.cut-off", Recurrence.Daily(default), CatchUp.Skip).Problems());
    }
}
