using BackOffice.Schedule;
using BackOffice.Schedule.Domain;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Tests.Schedule;

public sealed class DeadlineRuleTests
{
    private static readonly DeadlineRules Rules = RuleFiles.ReadDeadlines();

    /// <summary>The law's terms on days that an accountant can check with a calendar.</summary>
    [Theory]
    [InlineData("pl.ksef.offline24", "2026-02-05", null, "2026-02-06")]
    [InlineData("pl.ksef.offline24", "2026-02-06", null, "2026-02-09")] // Friday: Monday
    [InlineData("pl.ksef.offline24", "2026-12-23", null, "2026-12-28")] // 24 (from 2025), 25 and 26 are holidays, 27 is a Sunday
    [InlineData("ro.efactura", "2025-12-29", null, "2026-01-03")] // calendar days until 2025
    [InlineData("ro.efactura", "2026-04-24", null, "2026-05-04")] // working days; 1 May is a holiday
    [InlineData("ro.efactura", "2026-01-05", null, "2026-01-14")] // 6 and 7 are holidays: 8, 9, 12, 13, 14
    [InlineData("ro.efactura", "2026-03-20", "2026-02-10", "2026-03-20")] // issued late: 15 March and five working days
    [InlineData("ro.efactura", "2026-03-12", "2026-02-10", "2026-03-19")] // the five working days end before that
    [InlineData("it.sdi.immediate", "2026-11-20", null, "2026-12-02")]
    [InlineData("it.sdi.deferred", "2026-11-20", null, "2026-12-15")]
    [InlineData("it.sdi.resend", "2026-11-20", null, "2026-11-25")]
    [InlineData("it.f24", "2026-10-01", null, "2026-11-16")]
    [InlineData("it.f24", "2026-04-01", null, "2026-05-18")] // the 16th is a Saturday
    [InlineData("it.f24", "2026-07-01", null, "2026-08-20")] // August
    [InlineData("it.uniemens", "2026-04-01", null, "2026-06-01")] // 31 May is a Sunday; 2 June, not 1, is the holiday
    [InlineData("ro.d112", "2026-09-01", null, "2026-10-26")] // the 25th is a Sunday
    [InlineData("ro.d112", "2026-11-01", null, "2026-12-28")] // 25 and 26 are holidays, then a Sunday
    [InlineData("pl.zus.legal-person", "2026-10-01", null, "2026-11-16")]
    [InlineData("pl.zus.budget", "2026-08-01", null, "2026-09-07")]
    [InlineData("pl.zus.other", "2026-05-01", null, "2026-06-22")]
    [InlineData("pl.pit4", "2026-11-01", null, "2026-12-21")]
    public void A_term_ends_on_the_day_the_law_says(string rule, string start, string? operation, string due)
        => Assert.Equal(due, LocalDatePattern.Iso.Format(Rules.Find(rule, Day(start))!.DaysFor(Day(start), operation is null ? null : Day(operation)).Due));

    [Fact]
    public void Each_rule_warns_before_its_day_and_names_its_source()
        => Assert.All(Rules.All, rule =>
        {
            var days = rule.DaysFor(new LocalDate(2026, 6, 1), new LocalDate(2026, 6, 1));
            Assert.True(days.WarnFrom < days.Due);
            Assert.NotEmpty(rule.Source);
            Assert.StartsWith(rule.Country.ToLowerInvariant() + ".", rule.Id, StringComparison.Ordinal);
        });

    [Fact]
    public void A_rule_holds_within_its_dates_and_at_both_ends()
    {
        Assert.Equal("2024-01-01", Version("2025-12-31"));
        Assert.Equal("2026-01-01", Version("2026-01-01"));
        Assert.Null(Rules.Find("ro.efactura", Day("2023-12-31")));

        static string Version(string day) => LocalDatePattern.Iso.Format(Rules.Find("ro.efactura", Day(day))!.ValidFrom);
    }

    [Theory]
    [InlineData(DeadlineState.Open, "2026-11-10", null)]
    [InlineData(DeadlineState.Open, "2026-11-11", DeadlineEvent.Warn)]
    [InlineData(DeadlineState.Warned, "2026-11-13", null)]
    [InlineData(DeadlineState.Warned, "2026-11-16", DeadlineEvent.FallDue)]
    [InlineData(DeadlineState.Open, "2026-11-16", DeadlineEvent.FallDue)]
    [InlineData(DeadlineState.DueToday, "2026-11-16", null)]
    [InlineData(DeadlineState.DueToday, "2026-11-17", DeadlineEvent.Miss)]
    [InlineData(DeadlineState.Open, "2026-11-20", DeadlineEvent.Miss)]
    [InlineData(DeadlineState.Overdue, "2026-11-20", null)]
    [InlineData(DeadlineState.Met, "2026-11-20", null)]
    public void A_deadline_escalates_before_its_day_and_once_a_step(DeadlineState state, string today, DeadlineEvent? expected)
        => Assert.Equal(expected, DeadlineLifecycle.On(Day(today), state, new DeadlineDays(Day("2026-11-11"), Day("2026-11-16"))));

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
