using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class BasePayTests
{
    private static readonly Period July = new(2026, 7);

    [Theory]
    [InlineData(Proration.CalendarDays, "2026-07-16", null, "1548.39")] // 3000 x 16 / 31
    [InlineData(Proration.WorkingDays, "2026-07-16", null, "1565.22")] // 3000 x 12 / 23
    [InlineData(Proration.Thirtieths, "2026-07-16", null, "1500.00")] // 3000 x 15 / 30
    [InlineData(Proration.Thirtieths, "2026-07-31", null, "100.00")] // the 31st is one day
    [InlineData(Proration.Thirtieths, "2026-07-30", null, "100.00")] // the 30th completes the month of thirty
    [InlineData(Proration.Thirtieths, "2026-02-28", null, "300.00")] // 3000 x 3 / 30
    [InlineData(Proration.Thirtieths, "2026-02-01", "2026-02-28", "3000.00")]
    [InlineData(Proration.Thirtieths, "2028-02-01", "2028-02-29", "3000.00")]
    [InlineData(Proration.Thirtieths, "2028-02-01", "2028-02-28", "2800.00")]
    [InlineData(Proration.TwentySixths, "2026-07-16", null, "1615.38")] // 3000 x 14 / 26
    [InlineData(Proration.TwentySixths, "2026-02-01", "2026-02-28", "3000.00")] // 24 days, and a whole month all the same
    [InlineData(Proration.Hours, "2026-07-16", null, "1565.22")] // 3000 x 96 / 184
    [InlineData(Proration.Hours, "2026-08-17", null, "1650.00")] // 3000 x 88 / 160: Saturday the 15th is a holiday
    [InlineData(Proration.CalendarDays, "2026-07-10", "2026-07-12", "290.32")] // hired and left: 3000 x 3 / 31
    [InlineData(Proration.CalendarDays, "2020-01-01", "2026-07-01", "96.77")] // leaves on the first day
    [InlineData(Proration.CalendarDays, "2020-01-01", null, "3000.00")]
    public void Part_of_a_month_is_paid_by_its_measure(Proration proration, string from, string? until, string expected)
    {
        var (first, last) = (Day(from), until is null ? (LocalDate?)null : Day(until));
        var spell = PayCases.Paid(3000) with { From = first, HiredOn = first, LeavesOn = last, Proration = proration };

        var pay = PayCases.Month("PL", first.Year == 2020 ? July : Period.Of(first), spell);

        var slip = PayEngine.Calculate(pay, PayCases.Rules.Find("PL", July.First)!).Slip!; // the same rules for all years

        Assert.Equal(PayCases.Amount(expected), slip.Of("pay.base"));
    }

    [Theory]
    [InlineData(Proration.CalendarDays)]
    [InlineData(Proration.WorkingDays)]
    [InlineData(Proration.Thirtieths)]
    [InlineData(Proration.TwentySixths)]
    [InlineData(Proration.Hours)]
    public void Terms_of_one_contract_that_fill_the_month_lose_no_cent(Proration proration)
    {
        var (month, pay) = (July, PayCases.Paid(1000) with { Proration = proration });
        for (var second = 2; second <= 30; second++)
        {
            var (change, again) = (new LocalDate(2026, 7, second), new LocalDate(2026, 7, second + 1));
            var slip = PayCases.Month(
                "PL",
                month,
                pay with { To = change.PlusDays(-1) },
                pay with { From = change, To = change },
                pay with { From = again }).Slip();

            Assert.Equal(1000, slip.Of("pay.base"));
        }
    }

    [Fact]
    public void A_change_of_terms_in_the_month_is_paid_by_its_days()
    {
        var full = PayCases.Paid(6200) with { To = new LocalDate(2026, 7, 10), Proration = Proration.CalendarDays };
        var half = PayCases.Paid(3100) with { From = new LocalDate(2026, 7, 11), Fte = 0.5m, Proration = Proration.CalendarDays };

        var slip = PayCases.Month("PL", July, full, half).Slip();

        Assert.Equal([2000m, 2100m], slip.Lines.Where(line => line.Code == "pay.base").Select(line => line.Amount)); // 6200 x 10 / 31, 3100 x 21 / 31
    }

    [Fact]
    public void Two_contracts_at_once_are_two_pays()
    {
        var slip = PayCases.Month("PL", July, PayCases.Paid(5000), PayCases.Paid(1000) with { Contract = "c2", Fte = 0.2m }).Slip();

        Assert.Equal(6000, slip.Gross);
    }

    [Fact]
    public void Who_is_hired_again_in_the_month_is_paid_for_both_stretches()
    {
        var first = PayCases.Paid(3100) with { LeavesOn = new LocalDate(2026, 7, 10), To = new LocalDate(2026, 7, 10), Proration = Proration.CalendarDays };
        var again = first with { Contract = "c2", From = new LocalDate(2026, 7, 20), HiredOn = new LocalDate(2026, 7, 20), LeavesOn = null, To = null };

        Assert.Equal(2200, PayCases.Month("PL", July, first, again).Slip().Of("pay.base")); // 3100 x (10 + 12) / 31
    }

    [Fact]
    public void Hours_are_paid_by_the_hour_of_their_terms()
    {
        var low = PayCases.Paid(0) with { MonthlyPay = null, HourlyPay = 40, To = new LocalDate(2026, 7, 14) };
        var high = low with { From = new LocalDate(2026, 7, 15), To = null, HourlyPay = 45.50m };
        var pay = PayCases.Month("PL", July, low, high) with
        {
            Hours = [new WorkedHours("worked", 80) { On = new LocalDate(2026, 7, 14) }, new WorkedHours("worked", 10.25m) { On = new LocalDate(2026, 7, 15) }],
        };

        Assert.Equal([3200m, 466.38m], pay.Slip().Lines.Where(line => line.Code == "pay.hours").Select(line => line.Amount)); // 80 x 40, 10.25 x 45.50 = 466.375
        Assert.Equal(["ambiguous-hours"], (pay with { Hours = [new WorkedHours("worked", 80)] }).Outcome().Problems.Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("overtime.weekday", "overtime.weekday", "489.13")] // 10 x 6000 x 1.5 / 184
    [InlineData("overtime.holiday", "overtime.holiday", "652.17")] // 10 x 6000 x 2 / 184
    [InlineData("night", "premium.night", "52.24")] // 10 x 4806 x 0.2 / 184
    [InlineData("holiday", "premium.holiday", "326.09")] // 10 x 6000 / 184
    public void Hours_with_a_premium_are_paid_by_the_hours_of_the_month(string kind, string code, string expected)
        => Assert.Equal(PayCases.Amount(expected), (PayCases.Month("PL", July, PayCases.Paid(6000)) with { Hours = [new WorkedHours(kind, 10)] }).Slip().Of(code));

    [Theory]
    [InlineData(PayRunKind.Bonus)]
    [InlineData(PayRunKind.OffCycle)]
    [InlineData(PayRunKind.Correction)]
    [InlineData(PayRunKind.Thirteenth)]
    public void Other_runs_than_the_regular_pay_elements_only(PayRunKind kind)
    {
        var bonus = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = 700 };

        Assert.Equal(700, (PayCases.Month("PL", July, PayCases.Paid(6000)) with { Kind = kind, Elements = [bonus], Hours = [new WorkedHours("night", 5)] }).Slip().Gross);
    }

    [Fact]
    public void An_element_is_its_amount_or_its_quantity_at_a_rate_and_in_part_with_the_base_pay()
    {
        var spell = PayCases.Paid(3100) with { From = new LocalDate(2026, 7, 22), HiredOn = new LocalDate(2026, 7, 22), Proration = Proration.CalendarDays };
        PayElement[] elements =
        [
            new() { Code = "allowance", Kind = PayLineKind.Earning, Amount = 310, IsProrated = true },
            new() { Code = "pieces", Kind = PayLineKind.Earning, Quantity = 12.5m, Rate = 3.333m },
        ];

        var slip = (PayCases.Month("PL", July, spell) with { Elements = elements }).Slip();

        Assert.Equal(100, slip.Of("allowance")); // 310 x 10 / 31
        Assert.Equal(41.66m, slip.Of("pieces")); // 41.6625
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
