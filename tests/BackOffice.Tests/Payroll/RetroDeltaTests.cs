using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class RetroDeltaTests
{
    private static readonly Period May = new(2026, 5);
    private static readonly Period July = new(2026, 7);

    [Fact]
    public void A_rise_known_later_is_paid_as_the_difference_in_the_open_month()
    {
        var paid = PayCases.Month("PL", May, PayCases.Paid(5000)).Slip();

        var elements = RetroDelta.Of(paid, PayCases.Month("PL", May, PayCases.Paid(5400)).Slip(), []);
        var slip = (PayCases.Month("PL", July, PayCases.Paid(5400)) with { Elements = elements }).Slip();

        var element = Assert.Single(elements);
        Assert.Equal(("pay.base", 400m, May, "c1", Treatments.Ordinary), (element.Code, element.Amount, element.For, element.Contract, element.Treatments));
        Assert.Equal(5800, slip.Gross);
        Assert.Equal(566.08m, slip.Of("zus.pension")); // 5800 x 9.76 %
    }

    [Fact]
    public void A_second_change_brings_only_what_is_still_missing()
    {
        var paid = PayCases.Month("PL", May, PayCases.Paid(5000)).Slip();
        var first = RetroDelta.Of(paid, PayCases.Month("PL", May, PayCases.Paid(5400)).Slip(), []);
        var june = (PayCases.Month("PL", May.Next, PayCases.Paid(5400)) with { Elements = first }).Slip();

        var second = RetroDelta.Of(paid, PayCases.Month("PL", May, PayCases.Paid(5500)).Slip(), [june]);
        var july = (PayCases.Month("PL", July, PayCases.Paid(5500)) with { Elements = second }).Slip();

        Assert.Equal(100, Assert.Single(second).Amount);
        Assert.Empty(RetroDelta.Of(paid, PayCases.Month("PL", May, PayCases.Paid(5500)).Slip(), [june, july]));
    }

    [Fact]
    public void A_month_that_paid_for_an_earlier_one_is_compared_without_it()
    {
        var june = (PayCases.Month("PL", May.Next, PayCases.Paid(5400)) with { Elements = [Retro(400)] }).Slip();

        Assert.Empty(RetroDelta.Of(june, PayCases.Month("PL", May.Next, PayCases.Paid(5400)).Slip(), []));
    }

    [Fact]
    public void Unpaid_leave_known_later_takes_back()
    {
        var leave = new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 5, 11), To = new LocalDate(2026, 5, 11) };
        var paid = PayCases.Month("PL", May, PayCases.Paid(5000)).Slip();

        var element = Assert.Single(RetroDelta.Of(paid, (PayCases.Month("PL", May, PayCases.Paid(5000)) with { Absences = [leave] }).Slip(), []));

        Assert.Equal(("absence.unpaid", -250m), (element.Code, element.Amount)); // 5000 x 8 / 160
    }

    [Fact]
    public void Who_has_left_is_paid_the_difference_between_two_regular_runs()
    {
        var leaver = PayCases.Paid(5400) with { LeavesOn = May.Last, To = May.Last };
        var paid = PayCases.Month("PL", May, leaver with { MonthlyPay = 5000 }).Slip();
        var elements = RetroDelta.Of(paid, PayCases.Month("PL", May, leaver).Slip(), []);

        var slip = (PayCases.Month("PL", July, leaver) with { Kind = PayRunKind.OffCycle, Elements = elements }).Slip();

        Assert.Equal(400, slip.Gross);
        Assert.Equal(["missing-terms"], (PayCases.Month("PL", July, leaver) with { Elements = elements }).Outcome().Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_reversed_month_is_paid_anew_as_a_whole()
    {
        var paid = PayCases.Month("PL", May, PayCases.Paid(5000)).Slip();
        var reversed = Reversal.Of(new ReversalRequest(paid, Balances.None, paid.Closing, May.Next) { WasPaid = true }).Slip;

        Assert.Equal(5000, Assert.Single(RetroDelta.Of(paid, paid, [reversed])).Amount);
    }

    [Fact]
    public void The_13th_follows_a_rise_known_later_once()
    {
        var thirteen = PayCases.Paid(6000) with { PaymentsPerYear = 13 };
        var paid = PayCases.Month("PL", May, thirteen).Slip();
        var elements = RetroDelta.Of(paid, PayCases.Month("PL", May, thirteen with { MonthlyPay = 7200 }).Slip(), []);

        var june = (PayCases.Month("PL", May.Next, thirteen with { MonthlyPay = 7200 }) with { Elements = elements, Before = paid.Closing }).Slip();
        var thirteenth = (PayCases.Month("PL", May.Next, thirteen with { MonthlyPay = 7200 }) with { Kind = PayRunKind.Thirteenth, Before = june.Closing }).Slip();

        Assert.Equal([("accrual.13th", 100m), ("pay.base", 1200m)], elements.Select(element => (element.Code, element.Amount!.Value)));
        Assert.Equal(1200, thirteenth.Of("pay.13th")); // 2 x 7200 / 12
    }

    private static PayElement Retro(decimal amount) => new() { Code = "pay.base", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = amount, Contract = "c1", For = May };
}
