using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class SlipHoursTests
{
    private static readonly Period November = new(2026, 11);
    private static readonly LocalDate Monday = new(2026, 11, 16);

    [Theory]
    [InlineData("IT", 168)] // All Saints is a Sunday: 21 weekdays of 8
    [InlineData("RO", 160)] // Saint Andrew is Monday the 30th: 20 of 8
    [InlineData("PL", 160)] // Independence Day is Wednesday the 11th: 20 of 8
    public void A_plain_month_is_worked_and_paid_as_the_calendar_has_it(string country, int hours)
        => Assert.Equal(new SlipHours(hours, hours, hours), Hours(PayCases.Month(country, November, PayCases.Paid(9_000))));

    [Fact]
    public void Overtime_is_worked_beyond_and_what_is_not_worked_is_paid_or_not()
    {
        var month = PayCases.Month("PL", November, PayCases.Paid(9_000)) with
        {
            Hours = [new WorkedHours("overtime.weekday", 6), new WorkedHours("night", 8)], // the night hours are in the month's already
            Absences =
            [
                new Absence { Kind = "sick", From = Monday, To = Monday.PlusDays(6) }, // 5 days of 8
                new Absence { Kind = "unpaid-leave", From = Monday.PlusDays(7), To = Monday.PlusDays(7) }, // 8
                new Absence { Kind = "paid-leave", From = Monday.PlusDays(8), To = Monday.PlusDays(8), HoursPerDay = 3 },
            ],
        };

        Assert.Equal(new SlipHours(160, 115, 158), Hours(month)); // 160 + 6 - 40 - 8 - 3; and 160 + 6 - 8
    }

    [Fact]
    public void Who_joins_within_the_month_and_who_is_paid_by_the_hour_have_their_own()
    {
        var joined = PayCases.Month("PL", November, PayCases.Paid(9_000) with { From = Monday, HiredOn = Monday, Fte = 0.5m, WeeklyHours = 20 });
        var hourly = PayCases.Month("PL", November, PayCases.Paid(0) with { MonthlyPay = null, HourlyPay = 40 }) with { Hours = [new WorkedHours("worked", 121.5m)] };

        Assert.Equal(new SlipHours(44, 44, 44), Hours(joined)); // 11 days of 4
        Assert.Equal(new SlipHours(160, 121.5m, 121.5m), Hours(hourly));
        Assert.Null(Hours(hourly with { Kind = PayRunKind.Bonus, Hours = [] }));
    }

    private static SlipHours? Hours(PayCase pay) => SlipHours.Of(pay, PayCases.RulesOf(pay).Law);
}
