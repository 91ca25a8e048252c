using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
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

    [Fact]
    public void What_never_arrived_is_set_off_in_full_beside_the_share_and_the_plan_and_changes_no_net()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Before = Owing(3000, monthly: 100), Returned = [Never(3000)] };

        var slip = pay.Slip();

        Assert.Equal((3000m, 3000m), (slip.Of("net.returned"), slip.Of("debt.recovered")));
        Assert.Equal((pay with { Before = Balances.None, Returned = null }).Slip().Net, slip.Net);
        Assert.Equal((0m, 0m, 3000m), (slip.Closing.Of("debt"), slip.Closing.Of("debt.monthly"), slip.Closing.Of("returned:o1")));
        Assert.Equal(["return-set-off"], slip.Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void What_was_paid_back_already_of_a_net_that_never_arrived_is_paid_out()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Before = Debt(600), Returned = [Never(1000)] };
        var alone = (pay with { Before = Balances.None, Returned = null }).Slip().Net;

        Assert.Equal(alone + 400, pay.Slip().Net); // 1000 - 600
        Assert.Equal(alone + 1000, (pay with { Before = Balances.None }).Slip().Net); // nothing is owed any more
    }

    [Theory]
    [InlineData("250", 0, 250)] // as agreed now
    [InlineData("250", 100, 250)] // whatever was planned with the reversal
    [InlineData("0", 100, 0)] // nothing for the time being
    [InlineData("90000", 100, 1500)] // all, as far as the law lets it
    public void What_is_agreed_on_a_debt_goes_before_what_was_planned(string agreed, decimal planned, decimal expected)
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(20000)) with { Before = Owing(1500, planned), Facts = Facts.Of([new("debt.monthly", agreed)]) };

        var slip = pay.Slip();

        Assert.Equal((expected, 1500 - expected), (slip.Of("debt.recovered"), slip.Closing.Of("debt")));
    }

    [Theory]
    [InlineData("PL")]
    [InlineData("RO")]
    [InlineData("IT")]
    public void What_a_person_pays_back_himself_goes_off_the_debt_in_full_and_changes_no_net(string country)
    {
        var pay = PayCases.Month(country, July, PayCases.Paid(9000)) with { Before = Owing(1500, monthly: 200), Elements = [Settled(1200)] };

        var slip = pay.Slip();

        Assert.Equal([1200m, 200m], slip.Lines.Where(line => line.Code == "debt.recovered").Select(line => line.Amount));
        Assert.Equal((pay with { Elements = [] }).Slip().Net, slip.Net);
        Assert.Equal(100, slip.Closing.Of("debt")); // 1500 - 1200 - 200
    }

    [Fact]
    public void Who_pays_back_more_than_he_owes_is_paid_the_rest()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(9000)) with { Before = Debt(500), Elements = [Settled(1200)] };

        Assert.Equal((pay with { Before = Balances.None, Elements = [] }).Slip().Net + 700, pay.Slip().Net); // 1200 - 500
    }

    [Theory]
    [InlineData("PL")]
    [InlineData("RO")]
    [InlineData("IT")]
    public void What_was_not_paid_back_after_all_is_owed_again_and_recovered_by_the_plan_of_before(string country)
    {
        var july = (PayCases.Month(country, July, PayCases.Paid(9000)) with { Before = Owing(1200, monthly: 200), Elements = [Settled(1200)] }).Slip();
        var august = PayCases.Month(country, July.Next, PayCases.Paid(9000)) with { Before = july.Closing };

        var slip = (august with { Elements = [Settled(-1200) with { For = July }] }).Slip();

        Assert.Equal((0m, 0m), (july.Closing.Of("debt"), july.Closing.Of("debt.monthly")));
        Assert.Equal([-1200m, 200m], slip.Lines.Where(line => line.Code == "debt.recovered").Select(line => line.Amount));
        Assert.Equal(august.Slip().Net - 200, slip.Net); // the instalment alone
        Assert.Equal((1000m, 200m), (slip.Closing.Of("debt"), slip.Closing.Of("debt.monthly"))); // 1200 - 200
        Assert.Contains("debt-restored", slip.Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void Without_a_plan_it_is_recovered_by_the_share_and_above_the_protected_net()
    {
        var rich = (PayCases.Month("PL", July, PayCases.Paid(10000)) with { Elements = [Settled(-5000)] }).Slip();
        var poor = (PayCases.Month("PL", July, PayCases.Paid(5000)) with { Elements = [Settled(-5000)] }).Slip();
        var net = PayCases.Month("PL", July, PayCases.Paid(10000)).Slip().Net;

        Assert.Equal(net - decimal.Round(net * 0.25m, 2, MidpointRounding.AwayFromZero), rich.Net);
        Assert.Equal(3605.85m, poor.Net); // the net of the minimum wage stays
        Assert.All([rich, poor], slip => Assert.Equal(5000 - slip.Lines.Where(line => line is { Code: "debt.recovered", Amount: > 0 }).Sum(line => line.Amount), slip.Closing.Of("debt")));
    }

    [Fact]
    public void What_was_paid_out_beyond_the_debt_is_owed_too()
    {
        var july = (PayCases.Month("PL", July, PayCases.Paid(4806)) with { Before = Debt(500), Elements = [Settled(1200)] }).Slip();

        var august = (PayCases.Month("PL", July.Next, PayCases.Paid(4806)) with { Before = july.Closing, Elements = [Settled(-1200) with { For = July }] }).Slip();

        Assert.Equal(july.Net - 700, august.Net); // the net of the minimum wage stays
        Assert.Equal(1200, august.Closing.Of("debt")); // 500 owed and 700 paid out
    }

    [Fact]
    public void What_was_paid_back_in_another_month_than_written_down_changes_nothing()
    {
        var july = (PayCases.Month("PL", July, PayCases.Paid(9000)) with { Before = Owing(1200, monthly: 200), Elements = [Settled(1200)] }).Slip();
        var august = PayCases.Month("PL", July.Next, PayCases.Paid(9000)) with { Before = july.Closing };

        var slip = (august with { Elements = [Settled(1200), Settled(-1200) with { For = July }] }).Slip();

        Assert.Equal((august.Slip().Net, 0m, 0m), (slip.Net, slip.Closing.Of("debt"), slip.Closing.Of("debt.monthly")));
    }

    [Fact]
    public void Another_debt_goes_on_by_its_plan_beside_what_is_set_off()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(9000)) with { Before = Owing(1500, monthly: 200), Returned = [Never(1000)] };

        var slip = pay.Slip();

        Assert.Equal([1000m, 200m], slip.Lines.Where(line => line.Code == "debt.recovered").Select(line => line.Amount));
        Assert.Equal((300m, 200m), (slip.Closing.Of("debt"), slip.Closing.Of("debt.monthly"))); // 1500 - 1000 - 200
    }

    [Fact]
    public void What_never_arrived_is_out_of_the_reach_of_creditors_and_in_no_base()
    {
        var order = new GarnishmentOrder { Id = "g1", Kind = "alimony", Priority = 1, Creditor = "child" };
        foreach (var country in (string[])["IT", "RO", "PL"])
        {
            var pay = PayCases.Month(country, July, PayCases.Paid(8000)) with { Garnishments = [order] };
            var with = (pay with { Returned = [Never(1000, PayCases.RulesOf(pay).Pack.Currency)] }).Slip();

            Assert.Equal(pay.Slip().Lines, with.Lines.Where(line => line.Code != "net.returned"), (one, other) => (one.Code, one.Amount) == (other.Code, other.Amount));
            Assert.Equal(pay.Slip().Gross, with.Gross);
        }
    }

    [Theory]
    [InlineData("IT")]
    [InlineData("RO")]
    [InlineData("PL")]
    public void Who_has_left_is_paid_off_cycle_what_never_arrived_and_nothing_else(string country)
    {
        var leaver = PayCases.Paid(8000) with { LeavesOn = July.Previous.Last, To = July.Previous.Last };
        var pay = PayCases.Month(country, July, leaver) with { Kind = PayRunKind.OffCycle, Before = Debt(600) };

        var slip = (pay with { Returned = [Never(1000, PayCases.RulesOf(pay).Pack.Currency)] }).Slip();

        Assert.Equal((0m, 600m, 400m), (slip.Gross, slip.Withheld, slip.Net));
    }

    [Fact]
    public void What_never_arrived_counts_once_and_by_each_order_for_itself()
    {
        var july = (PayCases.Month("PL", July, PayCases.Paid(8000)) with { Returned = [Never(1000), Never(250, order: "o2")] }).Slip();
        var august = (PayCases.Month("PL", July.Next, PayCases.Paid(8000)) with { Before = july.Closing, Returned = [Never(1000), Never(250, order: "o2"), Never(30, order: "o3")] }).Slip();

        Assert.Equal((1250m, 30m), (july.Of("net.returned"), august.Of("net.returned")));
    }

    [Fact]
    public void Taking_back_a_slip_that_set_something_off_opens_it_again()
    {
        var before = Owing(600, monthly: 50);
        var july = (PayCases.Month("PL", July, PayCases.Paid(8000)) with { Before = before, Returned = [Never(1000)] }).Slip();
        var paid = Reversal.Of(new ReversalRequest(july, before, july.Closing, July) { WasPaid = true }).Slip;
        var unpaid = Reversal.Of(new ReversalRequest(july, before, july.Closing, July) { WasPaid = false }).Slip;

        Assert.Equal((0m, -july.Net), (paid.Net, unpaid.Net));
        Assert.Equal((600 + july.Net, 600m), (paid.Closing.Of("debt"), unpaid.Closing.Of("debt")));
        Assert.Equal(50, unpaid.Closing.Of("debt.monthly"));
        foreach (var (taken, net) in new[] { (paid, july.Net - 400), (unpaid, 0m) })
        {
            var again = (PayCases.Month("PL", July, PayCases.Paid(20_000)) with { Before = taken.Closing, Returned = [Never(1000)] }).Slip();
            Assert.Equal(1000, again.Of("net.returned"));
            Assert.Equal(net, again.Closing.Of("debt") + again.Lines.Where(line => line is { Code: "debt.recovered", Reference: "debt" }).Sum(line => line.Amount)); // all but what never arrived is owed: of the 1000, 400 was paid out with July
        }
    }

    [Fact]
    public void A_loss_of_the_month_takes_from_what_is_paid_out_before_it_is_carried_forward()
    {
        var july = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Elements = [Recovery] };
        var owed = july.Slip().Of("debt.carried");

        var slip = (july with { Returned = [Never(owed + 100)] }).Slip();

        Assert.Equal((100m, 0m), (slip.Net, slip.Of("debt.carried")));
    }

    [Fact]
    public void What_never_arrived_in_another_currency_waits()
    {
        var slip = (PayCases.Month("PL", July, PayCases.Paid(5000)) with { Before = Debt(600), Returned = [Never(1000, Currency.Eur)] }).Slip();

        Assert.Equal((0m, 0m), (slip.Of("net.returned"), slip.Closing.Of("returned:o1")));
        Assert.Equal(["return-waits"], slip.Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void Nobody_is_given_what_never_arrived_as_an_element()
    {
        var given = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Elements = [new PayElement { Code = "net.returned", Kind = PayLineKind.Credit, Amount = 5 }] };

        Assert.Equal(["element-kind"], given.Outcome().Problems.Select(problem => problem.Code));
    }

    private static PayElement Settled(decimal amount) => new() { Code = "debt.settled", Kind = PayLineKind.Credit, Amount = amount };

    private static ReturnedNet Never(decimal amount, Currency? currency = null, string order = "o1") => new(order, new Period(2026, 6), new Money(amount, currency ?? Currency.Pln));

    private static Balances Owing(decimal amount, decimal monthly) => Debt(amount).With(new Dictionary<(int, string), decimal> { [(0, "debt.monthly")] = monthly }, 2026);

    private static Balances Debt(decimal amount) => Balances.None.With(new Dictionary<(int, string), decimal> { [(0, "debt")] = amount }, 2026);
}
