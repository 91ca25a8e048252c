using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class ExtraMonthTests
{
    private static readonly ContractSpell Thirteen = PayCases.Paid(1000) with { PaymentsPerYear = 13 };

    [Fact]
    public void Twelve_equal_months_give_exactly_one()
    {
        var balances = Year(2026, Thirteen);

        var slip = (PayCases.Month("PL", new Period(2026, 12), Thirteen) with { Kind = PayRunKind.Thirteenth, Before = balances }).Slip();

        Assert.Equal(1000, slip.Of("pay.13th"));
        Assert.Equal(-1000, slip.Of("accrual.13th"));
        Assert.Equal(0, slip.Closing.Of("accrual.13th:c1"));
    }

    [Fact]
    public void The_month_counts_once_whichever_run_comes_first()
    {
        var eleven = Year(2026, Thirteen, months: 11);
        var december = PayCases.Month("PL", new Period(2026, 12), Thirteen);

        var thirteenth = (december with { Kind = PayRunKind.Thirteenth, Before = eleven }).Slip();
        var regular = (december with { Before = thirteenth.Closing }).Slip();

        Assert.Equal(1000, thirteenth.Of("pay.13th"));
        Assert.Equal(0, regular.Of("accrual.13th"));
        Assert.Equal(1000, regular.Gross);
    }

    [Theory]
    [InlineData(17, "83.33")] // 15 days
    [InlineData(18, "0")] // 14 days
    public void A_month_counts_from_fifteen_days(int hired, string accrued)
    {
        var spell = Thirteen with { From = new LocalDate(2026, 7, hired), HiredOn = new LocalDate(2026, 7, hired) };

        Assert.Equal(PayCases.Amount(accrued), PayCases.Month("PL", new Period(2026, 7), spell).Slip().Of("accrual.13th"));
    }

    [Fact]
    public void Who_leaves_is_paid_what_was_set_aside()
    {
        var leaver = Thirteen with { LeavesOn = new LocalDate(2026, 7, 31), To = new LocalDate(2026, 7, 31) };

        var slip = (PayCases.Month("PL", new Period(2026, 7), leaver) with { Before = Year(2026, Thirteen, months: 6) }).Slip();

        Assert.Equal(583.33m, slip.Of("pay.13th")); // 7 x 1000 / 12
    }

    [Fact]
    public void A_corrected_accrual_is_counted_once()
    {
        var correction = new PayElement { Code = "accrual.13th", Kind = PayLineKind.Accrual, Amount = 10, Contract = "c1", For = new Period(2026, 3) };
        var july = (PayCases.Month("PL", new Period(2026, 7), Thirteen) with { Before = Year(2026, Thirteen, months: 6), Elements = [correction] }).Slip();

        var slip = (PayCases.Month("PL", new Period(2026, 7), Thirteen) with { Kind = PayRunKind.Thirteenth, Before = july.Closing }).Slip();

        Assert.Equal(93.33m, july.Of("accrual.13th")); // 10 + 1000 / 12
        Assert.Equal(593.33m, slip.Of("pay.13th")); // 7 x 1000 / 12 + 10
    }

    [Fact]
    public void A_bonus_that_counts_is_a_twelfth_of_it_and_a_14th_is_paid_in_its_own_run()
    {
        var fourteen = Thirteen with { PaymentsPerYear = 14 };
        var bonus = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = 600 };
        var june = (PayCases.Month("PL", new Period(2026, 6), fourteen) with { Elements = [bonus] }).Slip();

        var slip = (PayCases.Month("PL", new Period(2026, 6), fourteen) with { Kind = PayRunKind.Fourteenth, Before = june.Closing }).Slip();

        Assert.Equal((133.33m, 133.33m), (june.Of("accrual.13th"), june.Of("accrual.14th"))); // (1000 + 600) / 12
        Assert.Equal((0, 133.33m), (slip.Of("pay.13th"), slip.Of("pay.14th")));
    }

    private static Balances Year(int year, ContractSpell spell, int months = 12)
    {
        var balances = Balances.None;
        for (var month = 1; month <= months; month++)
        {
            balances = (PayCases.Month("PL", new Period(year, month), spell) with { Before = balances }).Slip().Closing;
        }

        return balances;
    }
}
