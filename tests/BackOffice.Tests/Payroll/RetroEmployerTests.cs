using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

public sealed class RetroEmployerTests
{
    private static readonly Period May = new(2026, 5);
    private static readonly PayCase InMay = PayCases.Month("PL", May, PayCases.Paid(5000));

    [Fact]
    public void A_rate_known_later_is_charged_for_the_month_once_and_a_second_change_brings_the_rest()
    {
        var first = RetroEmployer.Of([Paid(InMay, ("accident.rate", "0.0267"))], open: null);
        var june = InMay with { Period = May.Next, PayDay = May.Next.Last, Month = WorkMonth.Of(May.Next, new WorkingCalendar("PL")), Facts = PayCases.Facts(("accident.rate", "0.0267")), Elements = first };

        var element = Assert.Single(first);
        Assert.Equal(("zus.accident", PayLineKind.EmployerContribution, 50m, May), (element.Code, element.Kind, element.Amount, element.For)); // 5000 x 1 %
        Assert.Equal(InMay.Slip().Net, june.Slip().Net);
        Assert.Equal(183.50m, june.Slip().Of("zus.accident")); // 133.50 of June and 50 of May
        Assert.Empty(RetroEmployer.Of([Paid(InMay, ("accident.rate", "0.0267")), Paid(june, ("accident.rate", "0.0267"))], open: null));
        Assert.Equal([25m, 25m], RetroEmployer.Of([Paid(InMay, ("accident.rate", "0.0317")), Paid(june, ("accident.rate", "0.0317"))], open: null).Select(again => again.Amount)); // half a per cent more of both
    }

    [Fact]
    public void What_the_open_run_pays_itself_is_not_looked_at_and_nothing_is_owed_without_news()
    {
        Assert.Empty(RetroEmployer.Of([Paid(InMay, ("accident.rate", "0.0267"))], open: May));
        Assert.Empty(RetroEmployer.Of([Paid(InMay)], open: null));
        Assert.Empty(RetroEmployer.Of([new PaidSlip(InMay, InMay.Slip(), PayCases.RulesOf(InMay), Known: null)], open: null));
    }

    [Fact]
    public void A_fact_that_changes_the_pay_brings_nothing_here_since_the_pay_is_charged_when_it_is_paid()
    {
        var pay = PayCases.Month("IT", May, PayCases.Paid(2000)) with { Hours = [new WorkedHours("overtime.weekday", 4)] };

        Assert.Empty(RetroEmployer.Of([Paid(pay, ("hourly-divisor", "160"))], open: null));
        Assert.Equal(
            RetroEmployer.Of([Paid(pay, ("inps.employer.rate", "29.98"))], open: null),
            RetroEmployer.Of([Paid(pay, ("inps.employer.rate", "29.98"), ("hourly-divisor", "160"))], open: null));
    }

    [Fact]
    public void The_fund_that_a_line_names_is_named_by_its_difference()
    {
        var pay = PayCases.Month("IT", May, PayCases.Paid(2000)) with { Facts = PayCases.Facts(("pension-fund", "fonte"), ("pension-fund.employer.rate", "1")) };

        Assert.Equal([("pension-fund.employer", "fonte", 10m), ("pension-fund.solidarity", null, 1m)], RetroEmployer.Of([Paid(pay, ("pension-fund", "fonte"), ("pension-fund.employer.rate", "1.5"))], open: null).Select(element => (element.Code, element.Reference, element.Amount!.Value)));
    }

    [Theory]
    [InlineData(3)] // before the settlement of the year, which then finds nothing to settle of it
    [InlineData(13)] // after it: what it settled was of the wrong rate as well
    public void An_italian_year_comes_to_the_same_whenever_its_rate_is_mended(int known)
    {
        var wrong = Year(known: 0);

        Assert.InRange(Sum(Year(known)) - Sum(Year(known: -1)), -0.01m, 0.01m); // the months that were mended are rounded each by itself
        Assert.NotEqual(Sum(Year(known: -1)), Sum(wrong));
    }

    [Fact]
    public void What_was_withheld_too_little_the_employer_bears_and_what_is_too_much_is_given_back()
    {
        var may = PayCases.Month("IT", May, PayCases.Paid(2000)) with { Facts = PayCases.Facts(("inps.rate", "9.19")) };
        var first = RetroEmployer.Of([Paid(may, ("inps.rate", "9.49"))], open: null);
        var june = may with { Period = May.Next, PayDay = May.Next.Last, Month = WorkMonth.Of(May.Next, new WorkingCalendar("IT")), Facts = PayCases.Facts(("inps.rate", "9.49")), Before = may.Slip().Closing };
        var charged = june with { Elements = first };
        var second = RetroEmployer.Of([Paid(may, ("inps.rate", "5.84")), Paid(charged, ("inps.rate", "9.49"))], open: null);

        Assert.Equal([("inps.borne", PayLineKind.EmployerContribution, 6m)], Brought(first)); // 2000 x 0.3 %
        Assert.Equal(june.Slip().Net, charged.Slip().Net);
        Assert.Empty(RetroEmployer.Of([Paid(may, ("inps.rate", "9.49")), Paid(charged, ("inps.rate", "9.49"))], open: null));
        Assert.Equal([("inps", PayLineKind.EmployeeContribution, -67m), ("inps.borne", PayLineKind.EmployerContribution, -6m)], Brought(second)); // 2000 x 3.35 %
    }

    [Fact]
    public void What_is_given_back_is_income_of_the_month_and_of_the_year()
    {
        var (right, wrong) = (PayCases.Facts(("inps.rate", "9.19")), PayCases.Facts(("inps.rate", "9.49")));
        var all = ItalianYears.Slips(2025, ItalianYears.Contract(2_000), pay => pay with { Facts = right });
        List<PaidSlip> paid = [];
        var mended = ItalianYears.Slips(2025, ItalianYears.Contract(2_000), pay => Mended(pay, paid));

        Assert.Equal(-18m, mended.SelectMany(slip => slip.Lines).Where(line => line.Code == "inps" && line.For is not null).Sum(line => line.Amount)); // 3 x 2000 x 0.3 %
        Assert.Equal(all.Sum("inps", "inps.conguaglio"), mended.Sum("inps", "inps.conguaglio"));
        Assert.Equal(all.Sum("irpef", "irpef.13th", "irpef.conguaglio"), mended.Sum("irpef", "irpef.13th", "irpef.conguaglio"));
        Assert.InRange(mended[3].Of("irpef") - all[3].Of("irpef"), 18 * 0.23m, 18 * 0.35m); // the rate of its band, and less deduction for more income

        PayCase Mended(PayCase plain, List<PaidSlip> slips)
        {
            var pay = plain with { Facts = plain.Period.Month < 4 ? wrong : right };
            pay = plain.Period.Month == 4 ? pay with { Elements = RetroEmployer.Of([.. slips.Select(slip => slip with { Known = slip.Case with { Facts = right } })], pay.Period) } : pay;
            slips.Add(new PaidSlip(pay, ItalianYears.Slip(pay), ItalianYears.Rules(2025), Known: null));
            return pay;
        }
    }

    [Fact]
    public void A_second_run_of_the_month_brings_its_difference_once()
    {
        var months = ItalianYears.Slips(2025, ItalianYears.Contract(4_000, 12), pay => pay with { Facts = Rate("9.19") });
        var december = ItalianYears.Case(new Period(2025, 12), ItalianYears.Contract(4_000, 12)) with { Facts = Rate("9.19"), Before = months[^2].Closing };
        var correction = december with { Kind = PayRunKind.Correction, Facts = Rate("9.49"), Before = months[^1].Closing };
        var slip = ItalianYears.Slip(correction with { Elements = RetroEmployer.Of([Paid(december, months[^1], "9.49")], open: null) });

        Assert.Equal(12m, slip.Of("inps.borne")); // 4000 x 0.3 %
        Assert.Equal(0m, slip.Of("inps") + slip.Of("inps.conguaglio"));
        Assert.Equal(0m, slip.Net);
    }

    [Fact]
    public void A_bonus_after_it_in_the_month_is_charged_by_itself()
    {
        var june = ItalianYears.Case(new Period(2025, 6), ItalianYears.Contract(2_000, 12)) with { Facts = Rate("9.49") };
        var regular = ItalianYears.Slip(june);
        var found = RetroEmployer.Of([Paid(june, regular, "9.19")], open: null);
        var bonus = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Amount = 500, Treatments = Treatments.Social | Treatments.Tax | Treatments.Employer };
        var extra = june with { Kind = PayRunKind.OffCycle, WithTime = false, Facts = Rate("9.19"), Before = regular.Closing, Elements = [bonus, .. found] };
        var slip = ItalianYears.Slip(extra);

        Assert.Equal([-6m, 45.95m], slip.Lines.Where(line => line.Code == "inps").Select(line => line.Amount).Order()); // 2000 x 0.3 % back, 500 x 9.19 %
        Assert.Empty(RetroEmployer.Of([Paid(june, regular, "9.19"), Paid(extra, slip, "9.19")], open: null));
    }

    [Fact]
    public void What_is_given_back_is_no_part_of_the_contributions_on_arrears_of_an_earlier_year()
    {
        var march = ItalianYears.Case(new Period(2026, 3), ItalianYears.Contract(2_000, 12)) with
        {
            Kind = PayRunKind.Correction,
            Facts = PayCases.Facts(("separate-tax.rate", "23")),
            Elements = [new PayElement { Code = "retro.pay", Kind = PayLineKind.Earning, Amount = 1_000, Treatments = Treatments.Ordinary, For = new Period(2025, 12) }],
        };
        var returned = new PayElement { Code = "inps", Kind = PayLineKind.EmployeeContribution, Amount = -18, For = new Period(2026, 2) };
        var (without, with) = (ItalianYears.Slip(march), ItalianYears.Slip(march with { Elements = [.. march.Elements, returned] }));

        Assert.Equal(208.86m, without.Of("irpef.separate")); // 23 % x (1000 - 91.90)
        Assert.Equal(208.86m, with.Of("irpef.separate"));
        Assert.Equal(without.Closing.Of(2026, "irpef.base") + 18, with.Closing.Of(2026, "irpef.base"));
    }

    [Fact]
    public void Nobody_writes_down_a_contribution_of_the_employee()
    {
        var may = ItalianYears.Case(May, ItalianYears.Contract(2_000));
        var given = new PayElement { Code = "inps", Kind = PayLineKind.EmployeeContribution, Amount = -18, For = new Period(2026, 2), Reference = "entry-7" };

        Assert.Equal(["element-kind"], Problems(given));
        Assert.Equal(["element-kind"], Problems(given with { Reference = null, Code = "pension-fund" }));
        Assert.Equal(["element-kind"], Problems(given with { Reference = null, For = null }));
        Assert.Empty(Problems(given with { Reference = null }));

        IEnumerable<string> Problems(PayElement element) => PayEngine.Calculate(may with { Elements = [element] }, ItalianYears.Rules(2026)).Problems.Select(problem => problem.Code);
    }

    [Fact]
    public void What_is_given_back_of_an_earlier_year_is_taxed_as_its_arrears_are()
    {
        var january = ItalianYears.Case(new Period(2026, 1), ItalianYears.Contract(2_000)) with { Facts = PayCases.Facts(("separate-tax.rate", "23")) };
        var slip = ItalianYears.Slip(january with { Elements = [new PayElement { Code = "inps", Kind = PayLineKind.EmployeeContribution, Amount = -18, For = new Period(2025, 12) }] });

        Assert.Equal(4.14m, slip.Of("irpef.separate")); // 18 x 23 %
        Assert.Equal(ItalianYears.Slip(january).Of("irpef"), slip.Of("irpef"));
        Assert.Equal(ItalianYears.Slip(january).Net + 18 - 4.14m, slip.Net);
    }

    /// <summary>The slips of a year and of the next January, at 28.98 per cent before the month of the year in which 29.98 is known; from the first of January when it is below 0, and never when it is 0.</summary>
    private static List<PaidSlip> Year(int known)
    {
        List<PaidSlip> slips = [];
        var right = PayCases.Facts(("inps.employer.rate", "29.98"));
        for (var month = new Period(2025, 1); month <= new Period(2026, 1); month = month.Next)
        {
            var number = month.MonthsSince(new Period(2025, 1)) + 1;
            var open = ItalianYears.Case(month, ItalianYears.Contract(2_345.67m)) with { Facts = known != 0 && number >= known ? right : Facts.None, Before = slips is [.., var last] ? last.Slip.Closing : Balances.None };
            if (number == known)
            {
                open = open with { Elements = RetroEmployer.Of([.. slips.Select(slip => slip with { Known = slip.Case with { Facts = right } })], month) };
            }

            slips.Add(new PaidSlip(open, ItalianYears.Slip(open), ItalianYears.Rules(month.Year), Known: null));
        }

        return slips;
    }

    private static decimal Sum(List<PaidSlip> slips) => slips.Sum(slip => slip.Slip.Of("inps.employer") + slip.Slip.Of("inps.employer.conguaglio"));

    private static Facts Rate(string ofEmployee) => PayCases.Facts(("inps.rate", ofEmployee));

    private static PaidSlip Paid(PayCase pay, Payslip slip, string known) => new(pay, slip, ItalianYears.Rules(pay.Period.Year), pay with { Facts = Rate(known) });

    private static IEnumerable<(string Code, PayLineKind Kind, decimal Amount)> Brought(IReadOnlyList<PayElement> elements) => elements.Select(element => (element.Code, element.Kind, element.Amount!.Value));

    private static PaidSlip Paid(PayCase pay, params (string Name, string Value)[] known)
        => new(pay, pay.Slip(), PayCases.RulesOf(pay), pay with { Facts = known.Length == 0 ? pay.Facts : PayCases.Facts(known) });
}
