using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>Orders against limits that the test sets, so that the figures are plain.</summary>
public sealed class GarnishingTests
{
    [Fact]
    public void The_more_urgent_order_comes_first_and_the_rest_has_what_is_left()
    {
        var sheet = Withheld(1000, Limits(0.5m), Order("late", 2, 400), Order("first", 1, 300));

        Assert.Equal([("first", 300m), ("late", 200m)], Lines(sheet));
    }

    [Fact]
    public void Equal_orders_share_by_what_they_ask_to_the_last_cent()
    {
        var sheet = Withheld(1000, Limits(0.5m), Order("a", 1, 300), Order("b", 1, 300), Order("c", 1, 300));

        Assert.Equal([("a", 166.67m), ("b", 166.67m), ("c", 166.66m)], Lines(sheet));
    }

    [Fact]
    public void A_share_is_of_the_net_and_no_amount_is_as_much_as_allowed()
    {
        var sheet = Withheld(1000, Limits(0.5m), Order("fifth", 1) with { Share = 0.2m }, Order("rest", 2));

        Assert.Equal([("fifth", 200m), ("rest", 300m)], Lines(sheet));
    }

    [Fact]
    public void The_total_of_an_order_is_reached_to_the_cent_and_told()
    {
        var before = Balances.None.With(new Dictionary<(int, string), decimal> { [(0, "garnished:a")] = 950.01m }, 2026);
        var sheet = Withheld(1000, Limits(0.5m), before, Order("a", 1, 300) with { Total = 1000 });
        var slip = sheet.Seal();

        Assert.Equal([("a", 49.99m)], Lines(sheet));
        Assert.Equal(["garnishment-ended"], slip.Alerts.Select(alert => alert.Code));
        Assert.Empty(Lines(Withheld(1000, Limits(0.5m), slip.Closing, Order("a", 1, 300) with { Total = 1000 })));
    }

    [Fact]
    public void An_amount_or_a_share_is_of_the_month_however_many_slips_it_has()
    {
        GarnishmentOrder[] orders = [Order("amount", 1, 300), Order("fifth", 2) with { Share = 0.2m }];
        var bonus = Withheld(1000, Limits(0.5m), orders);
        var regular = Withheld(2000, Limits(0.5m), bonus.Seal().Closing, orders);

        Assert.Equal([("amount", 300m), ("fifth", 200m)], Lines(bonus));
        Assert.Equal([("fifth", 400m)], Lines(regular)); // 20 % of 3 000 is 600, and 200 are withheld; the 300 of the month are
    }

    [Fact]
    public void A_suspended_order_is_shown_and_has_nothing()
    {
        var sheet = Withheld(1000, Limits(0.5m), Order("a", 1, 300) with { IsSuspended = true });

        Assert.Empty(Lines(sheet));
        Assert.Contains(sheet.Lines, line => line is { Code: "garnishment.suspended", Reference: "a", Kind: PayLineKind.Basis });
    }

    [Fact]
    public void The_protected_net_is_left_whatever_the_share()
        => Assert.Equal([("a", 100m)], Lines(Withheld(1000, Limits(0.5m, isProtected: 900), Order("a", 1, 300))));

    [Fact]
    public void A_limit_is_cut_and_never_rounded_up()
        => Assert.Equal([("a", 500.00m)], Lines(Withheld(1000.01m, Limits(0.5m), Order("a", 1)))); // 500.005

    [Fact]
    public void An_order_of_a_kind_without_a_limit_has_nothing_and_is_told()
    {
        var sheet = Withheld(1000, Limits(0.5m), Order("a", 1, 300) with { Kind = "unheard-of" });

        Assert.Empty(Lines(sheet));
        Assert.Equal(["garnishment-unknown-kind"], sheet.Seal().Alerts.Select(alert => alert.Code));
    }

    [Fact]
    public void Two_slips_of_a_month_are_limited_together()
    {
        var first = Withheld(1000, Limits(0.5m), Order("a", 1));
        var second = Withheld(200, Limits(0.5m, isProtected: 650), first.Seal().Closing, Order("a", 1));

        Assert.Equal([("a", 500m)], Lines(first));
        Assert.Equal([("a", 50m)], Lines(second)); // 1200 / 2 - 500 = 100, but 650 of 1200 are left
    }

    [Fact]
    public void A_limit_beside_the_total_is_of_what_the_others_left()
    {
        var limits = Limits(0.5m) with { ByKind = new Dictionary<string, GarnishmentLimit> { ["ordinary"] = new(0.5m), ["penalty"] = new(0.1m) { IsBesideTotal = true } } };

        Assert.Equal([("a", 500m), ("p", 50m)], Lines(Withheld(1000, limits, Order("a", 1), Order("p", 2) with { Kind = "penalty" })));
    }

    private static GarnishmentLimits Limits(decimal share, decimal isProtected = 0)
        => new(new Dictionary<string, GarnishmentLimit> { ["ordinary"] = new(share, isProtected) }, share, "garnishment");

    private static GarnishmentOrder Order(string id, int priority, decimal? amount = null)
        => new() { Id = id, Kind = "ordinary", Priority = priority, MonthlyAmount = amount, Creditor = "creditor" };

    private static PaySheet Withheld(decimal net, GarnishmentLimits limits, params GarnishmentOrder[] orders) => Withheld(net, limits, Balances.None, orders);

    private static PaySheet Withheld(decimal net, GarnishmentLimits limits, Balances before, params GarnishmentOrder[] orders)
    {
        var pay = PayCases.Month("PL", new Period(2026, 7), PayCases.Paid(net)) with { Garnishments = orders, Before = before };
        var sheet = new PaySheet(pay, PayCases.RulesOf(pay).Pack);
        sheet.Add(new PayLine { Code = "pay.base", Kind = PayLineKind.Earning, Amount = net, Rule = "proration", Because = new Trace("given", net) });
        Garnishing.Withhold(sheet, limits);
        return sheet;
    }

    private static IEnumerable<(string Order, decimal Amount)> Lines(PaySheet sheet)
        => sheet.Lines.Where(line => line.Kind == PayLineKind.Garnishment).Select(line => (line.Reference!, line.Amount));
}
