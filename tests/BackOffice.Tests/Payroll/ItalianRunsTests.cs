using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>Several runs of a month or a year, in whatever order, come to the same.</summary>
public sealed class ItalianRunsTests
{
    private static readonly Facts Milan = ItalianYears.Facts(("region", "lombardia"), ("comune", "F205"));
    private static readonly Facts Apprentice = ItalianYears.Facts(("inps.rate", "5.84"), ("inps.employer.rate", "11.61"));
    private static readonly Facts Qualified = ItalianYears.Facts(("inps.rate", "9.19"), ("inps.employer.rate", "28.98"));
    private static readonly string[] Withheld = ["inps", "inps.additional", "irpef", "trattamento.integrativo", "inps.employer"];

    [Fact]
    public void A_bonus_run_before_or_after_the_regular_one_leaves_the_same_month()
    {
        var bonus = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Amount = 3_333.33m, Treatments = Treatments.Social | Treatments.Tax | Treatments.Employer };
        var regular = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(3_000, 12)) with { Facts = ItalianYears.Facts(("region", "lombardia"), ("expected-income", "36000")) };
        var extra = regular with { Kind = PayRunKind.Bonus, Elements = [bonus] };

        var before = Chain(extra, regular);
        var after = Chain(regular, extra);

        Assert.All(Withheld, code => Assert.Equal(before.Sum(code), after.Sum(code)));
        Assert.Equal(582.00m, after.Sum("inps")); // 9.19 % x 6333
    }

    [Fact]
    public void A_rate_that_changes_in_July_holds_from_then_and_the_settlement_leaves_the_months_before_at_theirs()
    {
        var contract = ItalianYears.Contract(2_345.67m);
        var slips = ItalianYears.Slips(2026, contract, pay => pay with { Facts = pay.Period.Month < 7 ? Apprentice : Qualified });

        var (before, after) = (6 * 2_345.67m, 7 * 2_345.67m); // the 13th is of December
        var due = (Employee: (before * 0.0584m) + (after * 0.0919m), Employer: (before * 0.1161m) + (after * 0.2898m));
        var law = ItalianYears.Law(2026);
        var year = Domain.Countries.ItalianYear.Of(new() { Insured = before + after, Contributions = due, Taxable = before + after }, Domain.Countries.ItalianTerms.Of(ItalianYears.Case(new Period(2026, 12), contract), law), law);
        Assert.Equal(Cents(due.Employee), slips.Sum("inps", "inps.conguaglio"));
        Assert.Equal(Cents(due.Employer), slips.Sum("inps.employer", "inps.employer.conguaglio"));
        Assert.Equal(Cents(year.NetTax), slips.Sum("irpef", "irpef.13th", "irpef.conguaglio"));
        Assert.InRange(slips.Sum("inps.conguaglio", "inps.employer.conguaglio"), -1, 1); // roundings to whole euro, and no rate
    }

    [Fact]
    public void A_rate_that_changes_between_two_slips_of_a_month_holds_for_the_whole_of_it()
    {
        var contract = ItalianYears.Contract(2_345.67m, payments: 12);
        var bonus = new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Amount = 1_111.11m, Treatments = Treatments.Social | Treatments.Tax | Treatments.Employer };
        List<Payslip> slips = [.. ItalianYears.Slips(2026, contract, pay => pay with { Facts = Apprentice }).Take(5)];
        slips.Add(ItalianYears.Slip(ItalianYears.Case(new Period(2026, 6), contract) with { Kind = PayRunKind.Bonus, Elements = [bonus], Facts = Apprentice, Before = slips[^1].Closing }));
        for (var month = 6; month <= 12; month++)
        {
            slips.Add(ItalianYears.Slip(ItalianYears.Case(new Period(2026, month), contract) with { Facts = Qualified, Before = slips[^1].Closing }));
        }

        var due = (5 * 2_345.67m * 0.0584m) + (((7 * 2_345.67m) + 1_111.11m) * 0.0919m);
        Assert.InRange(slips.Sum("inps", "inps.conguaglio") - due, -0.01m, 0.01m); // the month in which the rate changed is rounded by itself
    }

    [Fact]
    public void The_13th_after_the_December_run_settles_anew()
    {
        var contract = ItalianYears.Contract(2_500);
        var slips = ItalianYears.Slips(2026, contract, pay => pay with { Facts = Milan });
        var eleven = slips.Take(11).ToList();
        var december = ItalianYears.Case(new Period(2026, 12), contract) with { Facts = Milan, Before = eleven[^1].Closing };

        var late = eleven.Concat(Chain(december, december with { Kind = PayRunKind.Thirteenth })).ToList();

        Assert.Equal(slips.Sum("irpef", "irpef.13th", "irpef.conguaglio"), late.Sum("irpef", "irpef.13th", "irpef.conguaglio"));
        Assert.Equal(slips.Sum("inps", "inps.conguaglio"), late.Sum("inps", "inps.conguaglio"));
        Assert.Equal(slips[^1].Closing.Of(2026, "addizionale.regionale.due"), late[^1].Closing.Of(2026, "addizionale.regionale.due"));
    }

    [Fact]
    public void A_correction_after_the_end_of_employment_is_settled_with_the_year()
    {
        var contract = ItalianYears.Contract(2_500, 12, new LocalDate(2026, 1, 1), new LocalDate(2026, 3, 31));
        var slips = ItalianYears.Slips(2026, contract, pay => pay with { Facts = Milan });
        var late = ItalianYears.Case(new Period(2026, 6), contract) with
        {
            Kind = PayRunKind.Correction,
            Facts = Milan,
            Before = slips[^1].Closing,
            Elements = [new PayElement { Code = "retro.pay", Kind = PayLineKind.Earning, Amount = 1_000, Treatments = Treatments.Ordinary, For = new Period(2026, 2) }],
        };

        var corrected = slips.Append(ItalianYears.Slip(late)).ToList();

        var law = ItalianYears.Law(2026);
        var year = Domain.Countries.ItalianYear.Of(new() { Insured = 8_500, Taxable = 8_500, Days = 90 }, Domain.Countries.ItalianTerms.Of(late, law), law);
        Assert.Equal(Cents(year.NetTax), corrected.Sum("irpef", "irpef.conguaglio"));
        Assert.Equal(Cents(year.RegionalSurtax), corrected.Sum("addizionale.regionale.conguaglio"));
        Assert.Equal(781.15m, corrected.Sum("inps", "inps.conguaglio")); // 9.19 % x 8500
    }

    [Fact]
    public void Who_comes_back_within_the_year_owes_the_surtaxes_of_the_year_once()
    {
        var first = ItalianYears.Slips(2026, ItalianYears.Contract(4_000, 12, new LocalDate(2026, 1, 1), new LocalDate(2026, 3, 31)), pay => pay with { Facts = Milan });
        var second = ItalianYears.Slips(2026, ItalianYears.Contract(4_000, 12, new LocalDate(2026, 9, 1)), pay => pay with { Facts = Milan, Before = pay.Before.In(2026).Any() ? pay.Before : first[^1].Closing });

        var law = ItalianYears.Law(2026);
        var terms = Domain.Countries.ItalianTerms.Of(ItalianYears.Case(new Period(2026, 12), ItalianYears.Contract(4_000)) with { Facts = Milan }, law);
        var year = Domain.Countries.ItalianYear.Of(new() { Insured = 28_000, Taxable = 28_000, Days = 90 + 122 }, terms, law);
        var slips = first.Concat(second).ToList();
        Assert.Equal(Cents(year.NetTax), slips.Sum("irpef", "irpef.conguaglio"));
        Assert.Equal(Cents(year.RegionalSurtax), slips.Sum("addizionale.regionale.conguaglio") + slips[^1].Closing.Of(2026, "addizionale.regionale.due"));
        Assert.Equal(Cents(year.MunicipalSurtax), slips.Sum("addizionale.comunale.conguaglio") + slips[^1].Closing.Of(2026, "addizionale.comunale.due"));
        Assert.True(first.Sum("addizionale.regionale.conguaglio") > 0);
    }

    [Fact]
    public void What_a_run_takes_back_is_given_back_in_contributions()
    {
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(2_000, 12)) with
        {
            Kind = PayRunKind.Correction,
            Elements = [new PayElement { Code = "retro.pay", Kind = PayLineKind.Earning, Amount = -500, Treatments = Treatments.Ordinary, For = new Period(2026, 2) }],
        };

        Assert.Equal(-45.95m, ItalianYears.Slip(pay).Of("inps")); // 9.19 % x -500
    }

    [Fact]
    public void A_final_run_settles_in_any_month()
    {
        var leaver = ItalianYears.Case(new Period(2026, 5), ItalianYears.Contract(2_000, 13, new LocalDate(2026, 5, 1), new LocalDate(2026, 5, 31))) with { Kind = PayRunKind.Final, Facts = Milan };

        var slip = ItalianYears.Slip(leaver);

        Assert.Contains(slip.Lines, line => line.Code == "irpef.conguaglio");
        Assert.Equal(166.67m, slip.Of("pay.13th")); // 2000 / 12
    }

    [Fact]
    public void Days_of_a_leap_year_are_365()
    {
        var days = Enumerable.Range(1, 12).Sum(month => DaysIn(new Period(2028, month), new LocalDate(2020, 1, 1)));

        Assert.Equal(365, days);
        Assert.Equal(1, DaysIn(new Period(2028, 2), new LocalDate(2028, 2, 29)));
        Assert.Equal(28, DaysIn(new Period(2028, 2), new LocalDate(2028, 2, 1)));
    }

    [Fact]
    public void Unpaid_leave_of_one_contract_takes_no_day_from_who_works_under_another()
    {
        ContractSpell One(string name) => ItalianYears.Contract(1_000) with { Contract = name };
        var pay = ItalianYears.Case(new Period(2026, 4), One("a"), One("b"));
        var leave = new Absence { Kind = "unpaid-leave", From = new LocalDate(2026, 4, 1), To = new LocalDate(2026, 4, 10), Contract = "a" };

        Assert.Equal(30, ItalianYears.Slip(pay with { Absences = [leave] }).Closing.Of(2026, "irpef.days"));
        Assert.Equal(20, ItalianYears.Slip(pay with { Absences = [leave with { Contract = null }] }).Closing.Of(2026, "irpef.days"));
    }

    [Fact]
    public void The_same_case_gives_the_same_bytes()
    {
        var pay = ItalianYears.Case(new Period(2026, 12), ItalianYears.Contract(2_345.67m)) with { Facts = Milan };

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(ItalianYears.Slip(pay)), System.Text.Json.JsonSerializer.Serialize(ItalianYears.Slip(pay)));
    }

    private static int DaysIn(Period month, LocalDate hired)
        => Domain.Countries.ItalianDays.Of(new PaySheet(ItalianYears.Case(month, ItalianYears.Contract(2_000, 12, hired)), ItalianYears.Rules(2026).Pack)).InMonth;

    private static List<Payslip> Chain(params PayCase[] cases)
    {
        List<Payslip> slips = [];
        foreach (var pay in cases)
        {
            slips.Add(ItalianYears.Slip(slips.Count == 0 ? pay : pay with { Before = slips[^1].Closing }));
        }

        return slips;
    }

    private static decimal Cents(decimal exact) => decimal.Round(exact, 2, MidpointRounding.AwayFromZero);
}
