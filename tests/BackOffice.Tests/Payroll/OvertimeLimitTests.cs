using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

public sealed class OvertimeLimitTests
{
    private static readonly Period March = new(2026, 3);

    [Theory]
    [InlineData("PL", 150)]
    [InlineData("IT", 250)]
    public void Overtime_beyond_the_limit_of_the_year_is_paid_with_a_warning(string country, int limit)
    {
        var at = Slip(country, March, OvertimeOf(limit - 10), new WorkedHours("overtime.weekday", 6), new WorkedHours("overtime.holiday", 4), new WorkedHours("night", 8));
        var beyond = Slip(country, March.Next, at.Closing, new WorkedHours("overtime.night", 0.5m));

        Assert.Equal(limit, at.Closing.Of(2026, "overtime.hours")); // limit - 10 + 6 + 4; night hours are no overtime
        Assert.DoesNotContain("overtime-limit", at.Alerts.Select(alert => alert.Code));
        Assert.Contains("overtime-limit", beyond.Alerts.Select(alert => alert.Code));
        Assert.True(beyond.Of("overtime.night") > 0);
    }

    [Fact]
    public void A_new_year_begins_anew()
    {
        var december = Slip("PL", new Period(2025, 12), Balances.None, new WorkedHours("overtime.weekday", 150));

        Assert.DoesNotContain("overtime-limit", Slip("PL", new Period(2026, 1), december.Closing, new WorkedHours("overtime.weekday", 1)).Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void Hours_belong_to_the_year_of_the_work_when_they_are_paid_in_the_next()
    {
        var pay = PayCases.Month("PL", new Period(2025, 12), PayCases.Paid(6_000)) with { PayDay = new NodaTime.LocalDate(2026, 1, 9), Hours = [new WorkedHours("overtime.weekday", 5)] };
        var closing = PayEngine.Calculate(pay, PayCases.Rules.Find("PL", pay.Period, pay.PayDay)!).Slip!.Closing;

        Assert.Equal((5, 0), (closing.Of(2025, "overtime.hours"), closing.Of(2026, "overtime.hours")));
    }

    [Fact]
    public void Where_the_law_has_no_limit_of_the_year_nothing_is_counted()
        => Assert.Equal(0, Slip("RO", March, Balances.None, new WorkedHours("overtime.weekday", 40)).Closing.Of(2026, "overtime.hours"));

    private static Balances OvertimeOf(decimal hours) => Balances.None.With(new Dictionary<(int, string), decimal> { [(2026, "overtime.hours")] = hours }, keepFrom: 2025);

    private static Payslip Slip(string country, Period month, Balances before, params IReadOnlyList<WorkedHours> hours)
    {
        var pay = PayCases.Month(country, month, PayCases.Paid(6_000)) with { Hours = hours, Before = before };
        var outcome = PayEngine.Calculate(pay, PayCases.Rules.Find(country, month, pay.PayDay)!);
        Assert.Empty(outcome.Problems);
        return outcome.Slip!;
    }
}
