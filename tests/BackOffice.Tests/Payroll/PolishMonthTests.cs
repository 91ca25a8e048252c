using System.Globalization;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>Several slips of one month: together they are what one slip of the month would be, to the grosz and line by line.</summary>
public sealed class PolishMonthTests
{
    private static readonly Period July = new(2026, 7);
    private static readonly PayLineKind[] Judged = [PayLineKind.EmployeeContribution, PayLineKind.EmployerContribution, PayLineKind.Tax];

    public static TheoryData<string, string> Facts => new()
    {
        { "", "" },
        { "ppk", "true" },
        { "accident.rate", "0.0093" },
        { "zus.base.elsewhere", "275000" }, // the yearly limit of 282 600 is passed within the month
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Slips_of_a_month_bear_together_what_one_would(string fact, string value)
    {
        var random = new Random(26);
        var plain = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Facts = fact.Length == 0 ? Domain.Facts.None : PayCases.Facts((fact, value)) };
        for (var month = 0; month < 400; month++)
        {
            var pay = plain with { Contracts = [PayCases.Paid(Amount(random, 1_000, 20_000))] };
            PayElement[] parts = [Bonus(Amount(random, 1, 9_000)), Bonus(Amount(random, -900, 900))];
            var whole = (pay with { Elements = parts }).Slip();

            AssertSame(whole, SlipsOf(pay with { Kind = PayRunKind.Bonus, Elements = [parts[0]] }, pay with { Elements = [parts[1]] }));
            AssertSame(whole, SlipsOf(pay, pay with { Kind = PayRunKind.Bonus, Elements = [parts[0]] }, pay with { Kind = PayRunKind.OffCycle, Elements = [parts[1]] }));
        }
    }

    [Theory]
    [InlineData("0.01", "0.01", "0.00")] // 0.001952 is nothing
    [InlineData("0.05", "0.05", "0.01")] // 0.00976 of both; each of them alone would be nothing
    [InlineData("1000.05", "1000.05", "195.21")] // 195.20976; each of them 97.60488, which would be 195.20
    public void Contributions_are_rounded_on_the_base_of_the_month(string first, string second, string pension)
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Kind = PayRunKind.Bonus };
        var slips = SlipsOf(pay with { Elements = [Bonus(PayCases.Amount(first))] }, pay with { Elements = [Bonus(PayCases.Amount(second))] });

        Assert.Equal(PayCases.Amount(pension), slips.Sum(slip => slip.Of("zus.pension")));
        Assert.Equal(PayCases.Amount(pension), slips.Sum(slip => slip.Of("zus.pension.employer")));
    }

    [Fact]
    public void A_month_whose_health_insurance_falls_by_half_a_grosz_is_rounded_as_a_whole()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Kind = PayRunKind.Bonus };
        var slips = SlipsOf(pay with { Elements = [Untaxed(5000)] }, pay with { Elements = [Untaxed(-0.5m)] });

        Assert.Equal(450, slips[0].Of("zus.health")); // 5000 x 9 %
        Assert.Equal(-0.04m, slips[1].Of("zus.health")); // 4999.50 x 9 % = 449.955, so 449.96
    }

    [Fact]
    public void A_month_whose_tax_base_falls_by_half_a_zloty_is_rounded_as_a_whole()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Kind = PayRunKind.Bonus };
        var slips = SlipsOf(pay with { Elements = [Fee(8000)] }, pay with { Elements = [Fee(-100.50m)] });

        Assert.Equal(7750, slips[0].Of("pit.base")); // 8000 - 250
        Assert.Equal(-100, slips[1].Of("pit.base")); // 7899.50 - 250 = 7649.50, so 7650
    }

    [Fact]
    public void The_Labour_Fund_of_a_month_is_due_on_all_of_it_once_the_minimum_wage_is_reached()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(4000));
        var slips = SlipsOf(pay, pay with { Kind = PayRunKind.Bonus, Elements = [Bonus(805.99m)] }, pay with { Kind = PayRunKind.Bonus, Elements = [Bonus(0.01m)] });

        Assert.Equal((0m, 0m, 117.75m), (slips[0].Of("fp"), slips[1].Of("fp"), slips[2].Of("fp"))); // 4806 x 2.45 %
    }

    [Fact]
    public void PPK_of_the_employer_that_is_paid_in_next_month_is_no_income_of_a_later_slip_of_this_one()
    {
        var pay = PayCases.Month("PL", July, PayCases.Paid(5000)) with { Facts = PayCases.Facts(("ppk", "true"), ("ppk.paid", "next-month")) };
        var slips = SlipsOf(pay with { Kind = PayRunKind.Bonus, Elements = [Bonus(1000)] }, pay, pay with { Period = July.Next, PayDay = July.Next.Last });

        Assert.Equal([0, 0, 15 + 75], slips.Select(slip => slip.Of("ppk.employer.benefit")));
    }

    private static void AssertSame(Payslip whole, List<Payslip> slips)
    {
        foreach (var line in whole.Lines.Where(line => Judged.Contains(line.Kind)))
        {
            Assert.True(line.Amount == slips.Sum(slip => slip.Of(line.Code)), string.Create(CultureInfo.InvariantCulture, $"{line.Code}: {line} is not {string.Join(" and ", slips.Select(slip => slip.Of(line.Code)))}"));
        }

        // A slip that only takes back pays nothing: the debt it leaves belongs to the sum.
        Assert.Equal(whole.Net, slips.Sum(slip => slip.Net - slip.Sum(PayLineKind.CarriedForward) + slip.Of("debt.recovered")));
    }

    private static List<Payslip> SlipsOf(params IEnumerable<PayCase> cases)
    {
        List<Payslip> slips = [];
        foreach (var pay in cases)
        {
            slips.Add((pay with { Before = slips.Count == 0 ? Balances.None : slips[^1].Closing }).Slip());
        }

        return slips;
    }

    private static decimal Amount(Random random, int lowest, int highest) => random.NextInt64(lowest * 100L, (highest * 100L) + 1) / 100m;

    private static PayElement Bonus(decimal amount) => new() { Code = "bonus", Kind = PayLineKind.Earning, Treatments = Treatments.Ordinary, Amount = amount };

    private static PayElement Untaxed(decimal amount) => Bonus(amount) with { Treatments = Treatments.Health };

    private static PayElement Fee(decimal amount) => Bonus(amount) with { Treatments = Treatments.Tax };
}
