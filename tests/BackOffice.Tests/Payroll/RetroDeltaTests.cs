using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class RetroDeltaTests
{
    private static readonly Period May = new(2026, 5);
    private static readonly Period July = new(2026, 7);
    private static readonly PayCase InMay = PayCases.Month("PL", May, PayCases.Paid(5000));

    [Fact]
    public void A_rise_known_later_is_paid_as_the_difference_in_the_open_month()
    {
        var elements = Missing(InMay, PayCases.Month("PL", May, PayCases.Paid(5400)));
        var slip = (PayCases.Month("PL", July, PayCases.Paid(5400)) with { Elements = elements }).Slip();

        var element = Assert.Single(elements);
        Assert.Equal(("pay.base", 400m, May, "c1", Treatments.Ordinary), (element.Code, element.Amount, element.For, element.Contract, element.Treatments));
        Assert.Equal(5800, slip.Gross);
        Assert.Equal(566.08m, slip.Of("zus.pension")); // 5800 x 9.76 %
    }

    [Fact]
    public void A_second_change_brings_only_what_is_still_missing()
    {
        var june = PayCases.Month("PL", May.Next, PayCases.Paid(5400)) with { Elements = Missing(InMay, PayCases.Month("PL", May, PayCases.Paid(5400))) };

        var second = Missing(InMay, PayCases.Month("PL", May, PayCases.Paid(5500)), june);
        var july = PayCases.Month("PL", July, PayCases.Paid(5500)) with { Elements = second };

        Assert.Equal(100, Assert.Single(second).Amount);
        Assert.Empty(Missing(InMay, PayCases.Month("PL", May, PayCases.Paid(5500)), june, july));
    }

    [Fact]
    public void A_month_that_paid_for_an_earlier_one_is_compared_without_it()
    {
        var june = PayCases.Month("PL", May.Next, PayCases.Paid(5400));

        Assert.Empty(RetroDelta.Of(May.Next, Retro(june with { Elements = [Given("pay.base", PayLineKind.Earning, 400) with { Contract = "c1", For = May }] }), Retro(june), []));
    }

    [Fact]
    public void Unpaid_leave_known_later_takes_back()
    {
        var leave = new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 5, 11), To = new LocalDate(2026, 5, 11) };

        var element = Assert.Single(Missing(InMay, InMay with { Absences = [leave] }));

        Assert.Equal(("absence.unpaid", -250m), (element.Code, element.Amount)); // 5000 x 8 / 160
    }

    [Fact]
    public void Who_has_left_is_paid_the_difference_between_two_regular_runs()
    {
        var leaver = PayCases.Paid(5400) with { LeavesOn = May.Last, To = May.Last };
        var elements = Missing(PayCases.Month("PL", May, leaver with { MonthlyPay = 5000 }), PayCases.Month("PL", May, leaver));

        var slip = (PayCases.Month("PL", July, leaver) with { Kind = PayRunKind.OffCycle, Elements = elements }).Slip();

        Assert.Equal(400, slip.Gross);
        Assert.Equal(["missing-terms"], (PayCases.Month("PL", July, leaver) with { Elements = elements }).Outcome().Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_month_that_was_taken_back_is_paid_anew_as_a_whole()
        => Assert.Equal(5000, Assert.Single(Missing(paid: null, InMay)).Amount);

    [Fact]
    public void The_13th_follows_a_rise_known_later_once()
    {
        var thirteen = PayCases.Paid(6000) with { PaymentsPerYear = 13 };
        var paid = PayCases.Month("PL", May, thirteen);
        var elements = Missing(paid, PayCases.Month("PL", May, thirteen with { MonthlyPay = 7200 }));

        var june = (PayCases.Month("PL", May.Next, thirteen with { MonthlyPay = 7200 }) with { Elements = elements, Before = paid.Slip().Closing }).Slip();
        var thirteenth = (PayCases.Month("PL", May.Next, thirteen with { MonthlyPay = 7200 }) with { Kind = PayRunKind.Thirteenth, Before = june.Closing }).Slip();

        Assert.Equal([("accrual.13th", 100m), ("pay.base", 1200m)], elements.Select(element => (element.Code, element.Amount!.Value)));
        Assert.Equal(1200, thirteenth.Of("pay.13th")); // 2 x 7200 / 12
    }

    [Theory]
    [InlineData("PL", 5000)]
    [InlineData("RO", 5000)]
    [InlineData("IT", 2000)]
    public void Of_a_month_in_which_nobody_was_employed_after_all_everything_earned_is_owed_back(string country, decimal pay)
    {
        var leaver = PayCases.Paid(pay) with { LeavesOn = new LocalDate(2026, 4, 30), To = new LocalDate(2026, 4, 30) };
        var paid = PayCases.Month(country, May, PayCases.Paid(pay));

        var elements = Missing(paid, known: null);
        var slip = (PayCases.Month(country, May.Next, leaver) with { Kind = PayRunKind.Correction, Elements = elements, Before = paid.Slip().Closing }).Slip();

        Assert.Equal(("pay.base", -pay), (Assert.Single(elements).Code, elements[0].Amount));
        Assert.Equal(-pay, slip.Gross);
        Assert.Equal(0, slip.Net); // what is below zero is carried forward
        Assert.Contains(slip.Alerts, alert => alert.Code == "net-floored");
        Assert.InRange(slip.Sum(PayLineKind.CarriedForward), 1, pay);
    }

    [Fact]
    public void A_reimbursement_and_a_benefit_known_later_arrive_once()
    {
        var known = InMay with { Elements = [Given("travel.reimbursement", PayLineKind.Credit, 300), Given("benefit.car", PayLineKind.Benefit, 120) with { Treatments = Treatments.Tax }] };

        var elements = Missing(InMay, known);
        var june = PayCases.Month("PL", May.Next, PayCases.Paid(5000)) with { Elements = elements };

        Assert.Equal([("benefit.car", 120m, Treatments.Tax), ("travel.reimbursement", 300m, Treatments.None)], elements.Select(element => (element.Code, element.Amount!.Value, element.Treatments)));
        Assert.Equal(300, june.Slip().Sum(PayLineKind.Credit));
        Assert.Empty(Missing(InMay, known, june));
    }

    [Fact]
    public void What_is_given_leaves_one_base_and_enters_another_when_its_element_is_known_to_be_treated_otherwise()
    {
        var paid = InMay with { Elements = [Given("own.night", PayLineKind.Earning, 200) with { Treatments = Treatments.None }] };
        var known = InMay with { Elements = [Given("own.night", PayLineKind.Earning, 200) with { Treatments = Treatments.Ordinary }] };

        var elements = Missing(paid, known);
        var june = PayCases.Month("PL", May.Next, PayCases.Paid(5000)) with { Elements = elements };

        Assert.Equal([(-200m, Treatments.None), (200m, Treatments.Ordinary)], elements.Select(element => (element.Amount!.Value, element.Treatments)));
        Assert.Equal((5000m, 507.52m), (june.Slip().Gross, june.Slip().Of("zus.pension"))); // 5200 x 9.76 %
        Assert.Empty(Missing(paid, known, june));
        Assert.Equal([(-200m, Treatments.Ordinary), (200m, Treatments.None)], Missing(paid, paid, june).Select(element => (element.Amount!.Value, element.Treatments)).OrderBy(element => element.Value)); // it was right at first
    }

    [Fact]
    public void Meal_vouchers_known_later_are_missing_by_the_day_so_that_what_is_above_the_free_value_is_taxed()
    {
        var vouchers = new PayElement { Code = "tickets.electronic", Kind = PayLineKind.Benefit, Quantity = 20, Rate = 10 };
        var paid = PayCases.Month("IT", May, PayCases.Paid(2000)) with { Elements = [vouchers with { Quantity = 18 }] };

        var elements = Missing(paid, paid with { Elements = [vouchers with { Quantity = 20 }] });
        var june = PayCases.Month("IT", May.Next, PayCases.Paid(2000)) with { Elements = elements };

        Assert.Equal((2m, 10m, null), (Assert.Single(elements).Quantity, elements[0].Rate, elements[0].Amount));
        Assert.Equal(20, june.Slip().Of("tickets.electronic"));
        Assert.Empty(Missing(paid, paid with { Elements = [vouchers] }, june));
    }

    [Fact]
    public void Credits_of_the_law_are_no_difference()
    {
        var paid = PayCases.Month("IT", May, PayCases.Paid(1200));
        var known = PayCases.Month("IT", May, PayCases.Paid(1100));

        Assert.NotEqual(paid.Slip().Sum(PayLineKind.Credit), known.Slip().Sum(PayLineKind.Credit));
        Assert.Equal(["pay.base"], Missing(paid, known).Select(element => element.Code));
    }

    [Fact]
    public void A_deduction_that_waits_for_room_in_a_later_net_is_not_asked_for_again()
    {
        var paid = PayCases.Month("PL", May, PayCases.Paid(5000)) with { Elements = [Given("loan", PayLineKind.Deduction, 9000)] };

        Assert.True(paid.Slip().Of("loan") < 9000); // cut: the rest is in the balances
        Assert.Empty(Missing(paid, paid));
        Assert.Equal(500, Assert.Single(Missing(paid, paid with { Elements = [Given("loan", PayLineKind.Deduction, 9500)] })).Amount);
    }

    [Fact]
    public void A_deduction_that_was_none_after_all_is_given_back_and_what_waits_of_it_waits_no_more()
    {
        var paid = PayCases.Month("PL", May, PayCases.Paid(5000)) with { Elements = [Given("loan", PayLineKind.Deduction, 9000)] };
        var may = paid.Slip();

        var june = (PayCases.Month("PL", May.Next, PayCases.Paid(1000)) with { Elements = Missing(paid, InMay), Before = may.Closing }).Slip();

        Assert.Equal(0, may.Of("loan") + june.Of("loan")); // what May withheld, June gives back, be it in one line or in two
        Assert.Equal(0, june.Closing.Of("unmet:loan"));
    }

    [Fact]
    public void A_debt_that_was_not_paid_back_after_all_is_owed_again_once_and_takes_no_more_than_other_debts()
    {
        var before = Balances.None.With(new Dictionary<(int, string), decimal> { [(0, "debt")] = 2000 }, 2026);
        var paid = InMay with { Before = before, Elements = [Given("debt.settled", PayLineKind.Credit, 2000)] };
        var elements = Missing(paid, InMay with { Before = before });
        var june = PayCases.Month("PL", May.Next, PayCases.Paid(5000)) with { Before = paid.Slip().Closing };

        var slip = (june with { Elements = elements }).Slip();

        Assert.Equal(("debt.settled", -2000m, May), (Assert.Single(elements).Code, elements[0].Amount, elements[0].For));
        Assert.Equal((0m, 3605.85m), (paid.Slip().Closing.Of("debt"), slip.Net)); // the net of the minimum wage stays
        Assert.Equal(2000 - (june.Slip().Net - 3605.85m), slip.Closing.Of("debt"));
        Assert.Empty(Missing(paid, InMay with { Before = before }, june with { Elements = elements }));
    }

    [Fact]
    public void What_somebody_gave_for_an_earlier_month_is_not_taken_back_by_its_differences()
    {
        var june = PayCases.Month("PL", May.Next, PayCases.Paid(5400)) with { Elements = [Given("overtime.weekday", PayLineKind.Earning, 200) with { Reference = "overtime-may", For = May }] };

        Assert.Equal(("pay.base", 400m), (Assert.Single(Missing(InMay, PayCases.Month("PL", May, PayCases.Paid(5400)), june)).Code, 400m));
    }

    private static IReadOnlyList<PayElement> Missing(PayCase? paid, PayCase? known, params IReadOnlyList<PayCase> later)
        => RetroDelta.Of(May, paid is null ? null : Retro(paid), known is null ? null : Retro(known), later.Select(Retro));

    private static RetroSlip Retro(PayCase pay) => RetroSlip.Of(pay.Slip(), pay, PayCases.RulesOf(pay));

    private static PayElement Given(string code, PayLineKind kind, decimal amount) => new() { Code = code, Kind = kind, Amount = amount, Treatments = kind == PayLineKind.Earning ? Treatments.Ordinary : Treatments.None };
}
