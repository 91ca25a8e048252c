using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class DebtTests
{
    private static readonly Period July = new(2026, 7);
    private static readonly PayElement Recovery = new() { Code = "recovery", Kind = PayLineKind.Earning, Amount = -7000 };

    [Fact]
    public void A_negative_net_is_carried_forward_and_nothing_is_paid()
    {
        var slip = (PayCases.Month("PL", July, PayCases.Paid(5000)) with { Elements = [Recovery] }).Slip();

        Assert.Equal(0, slip.Net);
        Assert.True(slip.Of("debt.carried") > 0);
        Assert.Equal(slip.Of("debt.carried"), slip.Closing.Of("debt"));
        Assert.Contains(slip.Alerts, alert => alert.Code == "net-floored");
    }

    [Fact]
    public void A_debt_is_recovered_by_a_share_of_the_net_and_not_below_the_protected_net()
    {
        var before = Debt(5000);
        var rich = (PayCases.Month("PL", July, PayCases.Paid(10000)) with { Before = before }).Slip();
        var poor = (PayCases.Month("PL", July, PayCases.Paid(5000)) with { Before = before }).Slip();

        Assert.Equal(decimal.Round((rich.Net + rich.Of("debt.recovered")) * 0.25m, 2, MidpointRounding.AwayFromZero), rich.Of("debt.recovered"));
        Assert.Equal(3605.85m, poor.Net); // the net of the minimum wage stays
        Assert.Equal(5000 - poor.Of("debt.recovered"), poor.Closing.Of("debt"));
    }

    [Fact]
    public void The_last_slip_recovers_all_that_is_above_the_protected_net_and_tells_of_the_rest()
    {
        var leaver = PayCases.Paid(10000) with { LeavesOn = July.Last, To = July.Last };

        var slip = (PayCases.Month("PL", July, leaver) with { Before = Debt(5000) }).Slip();

        Assert.Equal(3605.85m, slip.Net);
        Assert.Equal(["debt-open"], slip.Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void An_agreed_deduction_that_finds_no_room_waits_for_the_next_slip()
    {
        var canteen = new PayElement { Code = "canteen", Kind = PayLineKind.Deduction, Amount = 1000 };
        var july = (PayCases.Month("PL", July, PayCases.Paid(5000)) with { Elements = [canteen] }).Slip();
        var august = (PayCases.Month("PL", July.Next, PayCases.Paid(9000)) with { Before = july.Closing }).Slip();

        Assert.Equal(2884.68m, july.Net); // 80 % of the net of the minimum wage
        Assert.Contains(july.Alerts, alert => alert.Code == "deduction-cut");
        Assert.Equal(1000, july.Of("canteen") + august.Of("canteen"));
        Assert.Equal(0, august.Closing.Of("unmet:canteen"));
    }

    [Fact]
    public void Creditors_come_before_agreements_and_agreements_before_the_employer()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(9000)) with
        {
            Before = Debt(5000),
            Elements = [new PayElement { Code = "canteen", Kind = PayLineKind.Deduction, Amount = 100 }],
            Garnishments = [new GarnishmentOrder { Id = "g1", Kind = "alimony", Priority = 1, MonthlyAmount = 500, Creditor = "child" }],
        };

        Assert.Equal(["garnishment", "canteen", "debt.recovered"], pay.Slip().Lines.Where(line => line.Kind is PayLineKind.Garnishment or PayLineKind.Deduction).Select(line => line.Code));
    }

    [Fact]
    public void What_the_employer_reimburses_is_out_of_the_reach_of_creditors()
    {
        var order = new GarnishmentOrder { Id = "g1", Kind = "alimony", Priority = 1, Creditor = "child" };
        var pay = PayCases.Month("PL", July, PayCases.Paid(8000)) with { Garnishments = [order] };
        var travel = new PayElement { Code = "travel", Kind = PayLineKind.Credit, Amount = 500 };

        Assert.Equal(pay.Slip().Of("garnishment"), (pay with { Elements = [travel] }).Slip().Of("garnishment"));
    }

    [Fact]
    public void A_reversed_slip_that_was_paid_is_owed_and_every_sum_is_as_before_it()
    {
        var june = (PayCases.Month("PL", new Period(2026, 6), PayCases.Paid(8000))).Slip();
        var july = (PayCases.Month("PL", July, PayCases.Paid(8000)) with { Before = june.Closing }).Slip();

        var reversed = Reversal.Of(new ReversalRequest(july, june.Closing, july.Closing, July) { WasPaid = true, MonthlyRecovery = 2000 });

        Assert.Equal((0, july.Net), (reversed.Slip.Net, reversed.ClawBack));
        Assert.Equal(-july.Of("pit"), reversed.Slip.Of("pit"));
        Assert.Equal([2000m, 2000m, july.Net - 4000], reversed.Plan);
        Assert.Equal(june.Closing.Of(2026, "zus.base"), reversed.Slip.Closing.Of(2026, "zus.base"));
        Assert.Equal(july.Net, reversed.Slip.Closing.Of("debt"));

        var again = (PayCases.Month("PL", July, PayCases.Paid(8000)) with { Before = reversed.Slip.Closing }).Slip();
        Assert.Equal(july.Of("pit"), again.Of("pit"));
    }

    [Fact]
    public void A_reversed_slip_that_was_not_paid_cancels_its_payment()
    {
        var july = PayCases.Month("PL", July, PayCases.Paid(8000)).Slip();

        var reversed = Reversal.Of(new ReversalRequest(july, Balances.None, july.Closing, July.Next) { WasPaid = false });

        Assert.Equal((-july.Net, 0m), (reversed.Slip.Net, reversed.ClawBack));
        Assert.Empty(reversed.Plan);
        Assert.Equal(0, reversed.Slip.Closing.Of("debt"));
    }

    [Fact]
    public void Reversing_an_earlier_month_leaves_what_came_later()
    {
        var june = PayCases.Month("PL", new Period(2026, 6), PayCases.Paid(8000)).Slip();
        var july = (PayCases.Month("PL", July, PayCases.Paid(9000)) with { Before = june.Closing }).Slip();

        var reversed = Reversal.Of(new ReversalRequest(june, Balances.None, july.Closing, July) { WasPaid = true });

        Assert.Equal(9000, reversed.Slip.Closing.Of(2026, "zus.base"));
        Assert.Equal(july.Of("zus.health"), reversed.Slip.Closing.Of("month.health"));
    }

    [Fact]
    public void What_is_recovered_follows_the_plan_until_nothing_is_owed()
    {
        var july = PayCases.Month("PL", July, PayCases.Paid(8000)).Slip();
        var reversed = Reversal.Of(new ReversalRequest(july, Balances.None, july.Closing, July) { WasPaid = true, MonthlyRecovery = 2500 });

        List<decimal> recovered = [];
        var before = reversed.Slip.Closing;
        for (var month = July; before.Of("debt") > 0 && recovered.Count < 12; month = month.Next)
        {
            var slip = (PayCases.Month("PL", month, PayCases.Paid(20000)) with { Before = before }).Slip();
            recovered.Add(slip.Of("debt.recovered"));
            before = slip.Closing;
        }

        Assert.Equal(reversed.Plan, recovered);
        Assert.Equal(0, before.Of("debt.monthly"));
    }

    private static Balances Debt(decimal amount) => Balances.None.With(new Dictionary<(int, string), decimal> { [(0, "debt")] = amount }, 2026);
}
