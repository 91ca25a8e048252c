using BackOffice.Primitives;
using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using NodaTime;

namespace BackOffice.Tests.Schedule;

public sealed class DryRunTests
{
    [Fact]
    public void It_says_what_would_run_and_why_on_that_day()
    {
        JobDefinition[] jobs =
        [
            new("close", Recurrence.Monthly(DayRule.OnWorkingDay(-1), new LocalTime(18, 0)), CatchUp.RunAllInOrder),
            new("pay", Recurrence.Monthly(DayRule.OnDay(27, HolidayRoll.Preceding), new LocalTime(9, 0)), CatchUp.RunAllInOrder),
        ];

        var lines = DryRun.Of(jobs, TestCalendars.Rome, (new LocalDate(2026, 12, 1), new LocalDate(2026, 12, 31)));

        Assert.Equal(["pay 2026-12 2026-12-24T08:00:00Z", "close 2026-12 2026-12-31T17:00:00Z"], lines.Select(line => $"{line.Job} {line.Occurrence.Key} {line.Occurrence.DueAt}"));
        Assert.Equal("every month: day 27, or the working day before; 2026-12-27 is a Sunday, moved to 2026-12-24", lines[0].Reason);
        Assert.Equal("every month: last working day", lines[1].Reason);
    }

    [Fact]
    public void It_says_what_the_clocks_do()
    {
        JobDefinition[] jobs = [new("night", Recurrence.Daily(new LocalTime(2, 30)), CatchUp.LatestOnly)];

        var spring = DryRun.Of(jobs, TestCalendars.Rome, (new LocalDate(2026, 3, 28), new LocalDate(2026, 3, 30)));
        var autumn = DryRun.Of(jobs, TestCalendars.Rome, (new LocalDate(2026, 10, 25), new LocalDate(2026, 10, 25)));

        Assert.Equal(["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"], spring.Select(line => NodaTime.Text.InstantPattern.General.Format(line.Occurrence.DueAt)));
        Assert.Equal("every day; 02:30 does not exist on this day: the first instant after the clocks go forward", spring[1].Reason);
        Assert.Equal("every day; 02:30 comes twice on this day: the first time", Assert.Single(autumn).Reason);
    }

    [Fact]
    public void It_shows_the_statutory_terms_that_end()
    {
        var rules = RuleFiles.ReadDeadlines();

        var polish = DryRun.Deadlines(rules, ("PL", new Dictionary<string, string>()), (new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28)));
        var budget = DryRun.Deadlines(rules, ("PL", new Dictionary<string, string> { ["pl.zus"] = "budget" }), (new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28)));

        Assert.Equal(["pl.zus.legal-person 2026-01 16", "pl.pit4 2026-01 20"], polish.Select(line => $"{line.Rule.Id} {line.Period} {line.Days.Due.Day}")); // the 15th is a Sunday
        Assert.Equal(["pl.zus.budget", "pl.pit4"], budget.Select(line => line.Rule.Id));
    }
}
