using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>The average pay that Polish sick pay is measured by; the plain courses are in the scenarios.</summary>
public sealed class PolishSickAverageTests
{
    private static readonly Period July = new(2026, 7);

    [Fact]
    public void What_was_said_goes_before_the_slips_and_what_was_said_of_the_sickness_before_what_was_said_of_the_person()
    {
        var pay = Sick(July, Known(12, 6_400));

        Assert.Equal(Less(6_400), pay.Slip().Of("sick.base"));
        Assert.Equal(Less(7_000), (pay with { Facts = PayCases.Facts(("sick.average", "7000")) }).Slip().Of("sick.base"));
        Assert.Equal(Less(8_000), (pay with { Facts = PayCases.Facts(("sick.average", "7000")), Absences = [pay.Absences[0] with { Facts = PayCases.Facts(("sick.average", "8000")) }] }).Slip().Of("sick.base"));
        Assert.Empty((Sick(July, []) with { Facts = PayCases.Facts(("sick.average", "7000")) }).Slip().Alerts);
    }

    [Theory]
    [InlineData(0, "sick-average-unknown")]
    [InlineData(11, "sick-average-incomplete")]
    [InlineData(12, "")]
    public void Months_that_no_slip_knows_are_told(int known, string alert)
        => Assert.Equal(alert, string.Join(' ', Sick(July, Known(known, 6_000)).Slip().Alerts.Select(found => found.Code)));

    [Theory]
    [InlineData("2026-06-02", "")] // not all of June, so the pay agreed is the law
    [InlineData("2026-06-01", "sick-average-unknown")]
    public void In_the_first_full_month_the_pay_agreed_is_the_average(string hired, string alert)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(hired).Value;
        var slip = (Sick(July, []) with { Contracts = [PayCases.Paid(6_000) with { HiredOn = day, From = day }] }).Slip();

        Assert.Equal(Less(6_000), slip.Of("sick.base"));
        Assert.Equal(alert, string.Join(' ', slip.Alerts.Select(found => found.Code)));
    }

    [Fact]
    public void Who_is_paid_by_the_hour_and_has_no_month_yet_is_measured_by_all_hours_of_the_month()
    {
        var contract = PayCases.Paid(0) with { MonthlyPay = null, HourlyPay = 40, HiredOn = July.First, From = July.First };
        var slip = (Sick(July, []) with { Contracts = [contract], Hours = [new WorkedHours("worked", 144)], Facts = PayCases.Facts(("sick.insured-before", "true")) }).Slip();

        Assert.Equal(Less(40 * 184), slip.Of("sick.base")); // 23 days of 8 hours
    }

    [Fact]
    public void Where_every_month_was_worked_less_than_half_all_of_them_count()
    {
        var before = Enumerable.Range(1, 12).Select(ago => ($"sick.left-out.{July.Plus(-ago)}", 6_000m + (ago * 10)));

        Assert.Equal(Less(6_065), Sick(July, before).Slip().Of("sick.base")); // (12 x 6000 + 780) / 12
    }

    [Fact]
    public void A_sickness_that_goes_on_keeps_its_average_for_as_long_as_it_lasts()
    {
        var first = Sick(July, Known(12, 6_400)).Slip();
        var absence = new Absence { Kind = "sick", From = new LocalDate(2026, 7, 6), To = new LocalDate(2026, 9, 10) };
        var august = (PayCases.Month("PL", July.Next, PayCases.Paid(9_000)) with { Before = first.Closing, Absences = [absence] }).Slip();
        var september = (PayCases.Month("PL", July.Plus(2), PayCases.Paid(9_000) with { Fte = 0.5m }) with { Before = august.Closing, Absences = [absence] }).Slip();

        Assert.Equal([Less(6_400), Less(6_400)], [august.Of("sick.base"), september.Of("sick.base")]);
    }

    [Fact]
    public void Another_working_time_asks_for_another_average_also_within_a_month()
    {
        var first = Sick(July, Known(12, 6_400)).Slip();
        var anew = (Sick(July.Next, []) with { Before = first.Closing, Contracts = [PayCases.Paid(4_000) with { Fte = 0.5m }] }).Slip();

        Assert.Equal(Less(4_000), anew.Of("sick.base")); // no month at half time yet: the pay agreed, and that is the law
        Assert.Empty(anew.Alerts);
    }

    [Fact]
    public void A_sickness_that_began_in_an_earlier_month_is_measured_by_the_months_before_that_one()
    {
        var absence = new Absence { Kind = "sick", From = new LocalDate(2026, 6, 29), To = new LocalDate(2026, 7, 10) };
        var before = Enumerable.Range(2, 12).Select(ago => ($"sick.pay.{July.Plus(-ago)}", 6_400m)).Append(("sick.pay.2026-06", 99_999m));

        Assert.Equal(Less(6_400), (Sick(July, before) with { Absences = [absence] }).Slip().Of("sick.base"));
    }

    [Fact]
    public void A_bonus_run_before_the_regular_one_counts_in_its_month_whichever_way_that_is_worked()
    {
        var bonus = (PayCases.Month("PL", July, PayCases.Paid(6_000)) with { Kind = PayRunKind.Bonus, Elements = [Bonus(500)] }).Slip();
        var regular = PayCases.Month("PL", July, PayCases.Paid(6_000)) with { Before = bonus.Closing };
        var away = new Absence { Kind = "unpaid-leave", From = July.First, To = July.Last };

        Assert.Equal((6_500m, 0m), Kept(regular.Slip(), July));
        Assert.Equal((0m, 6_500m), Kept((regular with { Absences = [away] }).Slip(), July));
        Assert.Equal((0m, 6_700m), Kept((regular with { Kind = PayRunKind.Bonus, Elements = [Bonus(200)], Before = (regular with { Absences = [away] }).Slip().Closing }).Slip(), July));
    }

    [Fact]
    public void What_is_paid_late_for_a_month_counts_in_that_month()
    {
        var june = PayCases.Month("PL", July.Previous, PayCases.Paid(6_000)).Slip();
        var july = (PayCases.Month("PL", July, PayCases.Paid(6_000)) with { Before = june.Closing, Elements = [Bonus(300) with { For = July.Previous }, Bonus(50) with { For = July.Plus(-2) }] }).Slip();

        Assert.Equal((6_300m, 0m), Kept(july, July.Previous));
        Assert.Equal((6_000m, 0m), Kept(july, July));
        Assert.Equal((0m, 0m), Kept(july, July.Plus(-2))); // no slip of that month: a part of its pay is not its pay
    }

    [Fact]
    public void A_slip_that_is_taken_back_takes_its_month_and_its_average_with_it()
    {
        var pay = Sick(July, Known(12, 6_400));
        var slip = pay.Slip();
        var next = (PayCases.Month("PL", July.Next, PayCases.Paid(6_000)) with { Before = slip.Closing }).Slip();

        var reversed = Reversal.Of(new ReversalRequest(slip, pay.Before, next.Closing, July.Plus(2)) { WasPaid = true }).Slip.Closing;

        Assert.Equal((6_000m, 6_400m), (slip.Closing.Of("sick.pay.2026-07"), slip.Closing.Of("sick.average.2026-07")));
        Assert.Equal((0m, 0m, 6_000m), (reversed.Of("sick.pay.2026-07"), reversed.Of("sick.average.2026-07"), reversed.Of("sick.pay.2026-08")));
    }

    [Fact]
    public void Months_that_nobody_looks_back_to_any_more_fall_away()
    {
        var slip = Sick(July, [("sick.pay.2024-06", 1m), ("sick.fte.2024-06", 0.5m), ("sick.pay.2024-07", 1m)]).Slip();

        Assert.Equal((0m, 0m, 1m), (slip.Closing.Of("sick.pay.2024-06"), slip.Closing.Of("sick.fte.2024-06"), slip.Closing.Of("sick.pay.2024-07")));
    }

    [Theory]
    [InlineData(12, true)] // 11 of 23 working days left
    [InlineData(11, false)]
    public void A_month_worked_at_least_half_counts(int daysAway, bool isLeftOut)
    {
        var away = new Absence { Kind = "unpaid-leave", From = July.First, To = July.First.PlusDays(daysAway == 12 ? 15 : 14) }; // 1 July is a Wednesday
        var slip = (PayCases.Month("PL", July, PayCases.Paid(6_000)) with { Absences = [away] }).Slip();

        Assert.Equal(isLeftOut ? (0m, 6_000m) : (6_000m, 0m), Kept(slip, July));
    }

    private static (decimal Worked, decimal LeftOut) Kept(Payslip slip, Period month) => (slip.Closing.Of($"sick.pay.{month}"), slip.Closing.Of($"sick.left-out.{month}"));

    private static decimal Less(decimal average) => average - Rounding.HalfUp.Round(average * 0.1371m, 2);

    private static IEnumerable<(string Name, decimal Value)> Known(int months, decimal pay)
        => Enumerable.Range(1, months).Select(ago => ($"sick.pay.{July.Plus(-ago)}", pay));

    private static Balances Of(IEnumerable<(string Name, decimal Value)> before) => Balances.None.With(before.ToDictionary(entry => (0, entry.Name), entry => entry.Value), keepFrom: 0);

    private static PayElement Bonus(decimal amount) => new() { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = amount };

    private static PayCase Sick(Period month, IEnumerable<(string Name, decimal Value)> before) => PayCases.Month("PL", month, PayCases.Paid(6_000)) with
    {
        Before = Of(before),
        Absences = [new Absence { Kind = "sick", From = month.First.PlusDays(5), To = month.First.PlusDays(9) }],
    };
}
