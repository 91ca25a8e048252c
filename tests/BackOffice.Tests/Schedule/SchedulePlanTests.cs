using BackOffice.Primitives;
using BackOffice.Schedule.Domain;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace BackOffice.Tests.Schedule;

public sealed class SchedulePlanTests
{
    private static readonly Instant Start = TestCalendars.Utc("2026-03-01T12:00:00Z");

    [Fact]
    public void After_any_outage_the_same_has_run_in_the_same_order_as_without_it() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, NonNegativeInt>((rule, place, seed) =>
        {
            var job = new JobDefinition("any", TestCalendars.Any(rule.Get), CatchUp.RunAllInOrder);
            var (start, calendar) = Scene(place.Get);
            var always = new Clockwork(job, calendar, start);
            var seldom = new Clockwork(job, calendar, start);
            var chance = new Random(seed.Get);
            var now = start;
            for (var hour = 0; hour < 70 * 24; hour++)
            {
                now += Duration.FromHours(1);
                always.Tick(now);
                if (chance.Next(200) == 0)
                {
                    seldom.Tick(now, most: 1 + chance.Next(5));
                }
            }

            while (seldom.Ran.Count < always.Ran.Count && seldom.Cursor.LastOrdinal != always.Cursor.LastOrdinal)
            {
                seldom.Tick(now, most: 3);
            }

            Assert.Equal(always.Ran, seldom.Ran);
            Assert.Empty(seldom.Skipped);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ticks_that_come_late_twice_and_backwards_claim_each_period_once() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, NonNegativeInt>((rule, place, seed) =>
        {
            var chance = new Random(seed.Get);
            var job = new JobDefinition("any", TestCalendars.Any(rule.Get), (CatchUp)chance.Next(3));
            var (start, calendar) = Scene(place.Get);
            var schedule = new Clockwork(job, calendar, start);
            var now = start;
            for (var tick = 0; tick < 300; tick++)
            {
                now += Duration.FromMinutes(chance.Next(8) switch { 0 => 3_000, 1 => -90, 2 => 0, _ => 60 });
                schedule.Tick(now);
            }

            var latest = Occurrences.Between(job.When, calendar, (start, now + Duration.FromMinutes(1_000))).Select(due => due.Key).ToList();
            Assert.Empty(schedule.Ran.Concat(schedule.Skipped).Except(latest, StringComparer.Ordinal));
            Assert.Equal(schedule.Ran.Order(StringComparer.Ordinal), schedule.Ran);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_change_of_the_zones_rules_neither_repeats_a_day_nor_leaves_one_out()
    {
        // The clock of the tenant moves by an hour between two ticks, as when the time zone database changes: 09:00 was, and is again.
        var job = new JobDefinition("daily", Recurrence.Daily(new LocalTime(9, 0)), CatchUp.RunAllInOrder);
        var schedule = new Clockwork(job, TestCalendars.Rome, TestCalendars.Utc("2026-07-01T00:00:00Z"));
        schedule.Tick(TestCalendars.Utc("2026-07-01T07:00:00Z"));

        schedule.Calendar = TestCalendars.Rome with { Zone = DateTimeZone.ForOffset(Offset.FromHours(1)) };
        schedule.Tick(TestCalendars.Utc("2026-07-01T08:00:00Z"));
        schedule.Calendar = TestCalendars.Rome with { Zone = DateTimeZone.ForOffset(Offset.FromHours(3)) };
        schedule.Tick(TestCalendars.Utc("2026-07-02T06:30:00Z"));

        Assert.Equal(["2026-07-01", "2026-07-02"], schedule.Ran);
    }

    [Fact]
    public void Another_time_or_another_day_of_the_month_does_not_run_the_month_again()
    {
        var schedule = new Clockwork(new JobDefinition("monthly", Recurrence.Monthly(DayRule.OnDay(10), new LocalTime(9, 0)), CatchUp.RunAllInOrder), TestCalendars.Rome, Start);
        schedule.Tick(TestCalendars.Utc("2026-03-10T09:00:00Z"));

        schedule.Job = schedule.Job with { When = Recurrence.Monthly(DayRule.OnDay(20), new LocalTime(18, 0)) };
        schedule.Tick(TestCalendars.Utc("2026-03-31T09:00:00Z"));
        Assert.Equal(["2026-03"], schedule.Ran);

        schedule.Tick(TestCalendars.Utc("2026-04-20T16:00:00Z"));
        Assert.Equal(["2026-03", "2026-04"], schedule.Ran);
    }

    [Fact]
    public void A_job_that_becomes_daily_starts_from_that_day()
    {
        var schedule = new Clockwork(new JobDefinition("job", Recurrence.Monthly(DayRule.OnDay(1), new LocalTime(9, 0)), CatchUp.RunAllInOrder), TestCalendars.Rome, Start);
        schedule.Job = schedule.Job with { When = Recurrence.Daily(new LocalTime(9, 0)) };

        schedule.Tick(TestCalendars.Utc("2026-03-15T12:00:00Z"));
        schedule.Tick(TestCalendars.Utc("2026-03-16T12:00:00Z"));

        Assert.Equal(["2026-03-16"], schedule.Ran);
    }

    [Fact]
    public void A_new_tenant_and_a_job_switched_on_again_catch_nothing_up()
    {
        var job = new JobDefinition("daily", Recurrence.Daily(new LocalTime(9, 0)), CatchUp.RunAllInOrder);
        var first = SchedulePlan.Of(job, new JobStanding(Cursor: null, IsOn: true, IsFree: true), TestCalendars.Rome, Start);
        var off = SchedulePlan.Of(job, new JobStanding(first.Cursor, IsOn: false, IsFree: true), TestCalendars.Rome, Start + Duration.FromDays(1));
        var still = SchedulePlan.Of(job, new JobStanding(off.Cursor, IsOn: false, IsFree: true), TestCalendars.Rome, Start + Duration.FromDays(5));
        var on = SchedulePlan.Of(job, new JobStanding(still.Cursor, IsOn: true, IsFree: true), TestCalendars.Rome, Start + Duration.FromDays(5));
        var next = SchedulePlan.Of(job, new JobStanding(on.Cursor, IsOn: true, IsFree: true), TestCalendars.Rome, Start + Duration.FromDays(6));

        Assert.Empty(first.Runs.Concat(off.Runs).Concat(still.Runs).Concat(on.Runs));
        Assert.Equal(["2026-03-07"], next.Runs.Select(run => run.Due.Key));
    }

    [Fact]
    public void What_was_missed_runs_in_order_or_as_the_latest_or_not_at_all()
    {
        var now = TestCalendars.Utc("2026-03-04T08:30:00Z"); // 2, 3 and 4 March at 09:00 in Rome; the last half an hour ago
        Assert.Equal("2026-03-02 Claimed, 2026-03-03 Due, 2026-03-04 Due", After(CatchUp.RunAllInOrder, now, isFree: true));
        Assert.Equal("2026-03-02 Due, 2026-03-03 Due, 2026-03-04 Due", After(CatchUp.RunAllInOrder, now, isFree: false));
        Assert.Equal("2026-03-02 Skipped, 2026-03-03 Skipped, 2026-03-04 Claimed", After(CatchUp.LatestOnly, now, isFree: true));
        Assert.Equal("2026-03-02 Skipped, 2026-03-03 Skipped, 2026-03-04 Claimed", After(CatchUp.Skip, now, isFree: true));
        Assert.Equal("2026-03-02 Skipped, 2026-03-03 Skipped, 2026-03-04 Skipped", After(CatchUp.Skip, TestCalendars.Utc("2026-03-04T09:01:00Z"), isFree: true));
    }

    /// <summary>Open runs, oldest first, and what is next.</summary>
    [Theory]
    [InlineData(CatchUp.RunAllInOrder, "a:Due b:Due", "a", "")]
    [InlineData(CatchUp.RunAllInOrder, "a:Claimed b:Due", "a", "")]
    [InlineData(CatchUp.RunAllInOrder, "a:Running b:Due", "a", "")] // longer than its interval: the next one waits
    [InlineData(CatchUp.RunAllInOrder, "a:Failed b:Due", null, "")] // and waits for a person
    [InlineData(CatchUp.LatestOnly, "a:Due b:Due c:Due", "c", "a b")]
    [InlineData(CatchUp.LatestOnly, "a:Running b:Due c:Due", "a", "b")]
    [InlineData(CatchUp.LatestOnly, "a:Failed b:Due", "b", "")]
    [InlineData(CatchUp.Skip, "a:Failed b:Due", "b", "")]
    [InlineData(CatchUp.Skip, "", null, "")]
    public void The_next_run_is_chosen_by_the_policy(CatchUp catchUp, string open, string? next, string overtaken)
    {
        var runs = open.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(run => new OpenRun(run[..1], Enum.Parse<JobState>(run[2..]))).ToList();

        var chosen = SchedulePlan.Next(catchUp, runs);

        Assert.Equal(next, chosen.Run?.Key);
        Assert.Equal(overtaken, string.Join(' ', chosen.Overtaken.Select(run => run.Key)));
    }

    private static string After(CatchUp catchUp, Instant now, bool isFree)
    {
        var job = new JobDefinition("daily", Recurrence.Daily(new LocalTime(9, 0)), catchUp);
        var cursor = SchedulePlan.Of(job, new JobStanding(Cursor: null, IsOn: true, IsFree: true), TestCalendars.Rome, Start).Cursor;
        return string.Join(", ", SchedulePlan.Of(job, new JobStanding(cursor, IsOn: true, isFree), TestCalendars.Rome, now).Runs.Select(run => $"{run.Due.Key} {run.State}"));
    }

    private static (Instant Start, LocalCalendar Calendar) Scene(int place)
        => (TestCalendars.Utc("2024-01-01T00:00:00Z") + Duration.FromHours(place / 4 * 7919L % (8 * 365 * 24)), TestCalendars.All[place % TestCalendars.All.Count]);
}
