using System.Globalization;
using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>
/// Contributions, tax and credits of the slips of a year come to the year's calculation, to the cent. The year is calculated from the
/// terms, never from what the slips left.
/// </summary>
public sealed class ItalianYearPropertyTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_131;
    private const int WholeYears = 6_000;
    private const int PartYears = 4_500;

    private static readonly string[] Contributions = ["inps", "inps.additional", "inps.conguaglio", "inps.additional.conguaglio"];
    private static readonly string[] Tax = ["irpef", "irpef.13th", "irpef.conguaglio"];
    private static readonly string[] Sum = ["somma.integrativa", "somma.integrativa.conguaglio"];
    private static readonly string[] Treatment = ["trattamento.integrativo", "trattamento.integrativo.conguaglio"];

    [Fact]
    public void Slips_of_a_whole_year_come_to_the_year_from_the_gross()
    {
        var chance = new Random(Seed);
        for (var i = 0; i < WholeYears; i++)
        {
            var (year, contract, facts) = (chance.Next(2025, 2027), ItalianYears.Contract(Pay(chance), chance.Next(12, 15)), FactsOf(chance));
            var slips = ItalianYears.Slips(year, contract, pay => pay with { Facts = facts });
            var gross = contract.MonthlyPay!.Value * contract.PaymentsPerYear;

            ComesTo(Expected(year, new ItalianIncome { Insured = gross, Taxable = gross }, facts), slips, $"{i}: {year}, {contract.MonthlyPay} x {contract.PaymentsPerYear}");
        }

        output.WriteLine($"{WholeYears} whole years agree to the cent.");
    }

    [Fact]
    public void Slips_of_part_of_a_year_with_family_bonuses_and_benefits_come_to_the_year_from_their_earnings()
    {
        var chance = new Random(Seed + 1);
        for (var i = 0; i < PartYears; i++)
        {
            var year = chance.Next(2025, 2027);
            var hired = new LocalDate(year, 1, 1).PlusDays(chance.Next(0, 300));
            LocalDate? leaves = chance.Next(3) == 0 ? null : LocalDate.Min(hired.PlusDays(chance.Next(0, 330)), new LocalDate(year, 12, 31));
            var contract = ItalianYears.Contract(Pay(chance), chance.Next(12, 15), hired, leaves);
            var (facts, family, elements) = (FactsOf(chance), FamilyOf(chance), Enumerable.Range(0, 13).Select(_ => ElementsOf(chance)).ToArray());
            var slips = ItalianYears.Slips(year, contract, pay => pay with { Facts = facts, Dependants = family, Elements = pay.Kind == PayRunKind.Regular ? elements[pay.Period.Month] : [] });

            ComesTo(Expected(year, IncomeOf(year, (contract, family), slips), facts), slips, $"{i}: {year}, {contract.MonthlyPay} x {contract.PaymentsPerYear}, {hired} to {leaves}");
        }

        output.WriteLine($"{PartYears} parts of years agree to the cent.");
    }

    [Fact]
    public void Twelve_equal_months_leave_next_to_nothing_to_settle()
    {
        // From where even the deduction of 31 days is used up by the month.
        for (var pay = 850m; pay < 4_600; pay += 53.17m)
        {
            var slips = ItalianYears.Slips(2026, ItalianYears.Contract(pay, payments: 12), month => month with { Facts = ItalianYears.Facts(("region", "lombardia")) });

            Assert.InRange(slips.Sum("irpef.conguaglio"), -2, 2);
            Assert.InRange(slips.Sum("somma.integrativa.conguaglio"), -1, 1);
            Assert.InRange(slips.Sum("trattamento.integrativo.conguaglio"), -1, 1);
            Assert.InRange(slips.Sum("inps.conguaglio"), -0.6m, 0.6m);
        }
    }

    [Fact]
    public void Surtaxes_of_a_year_are_withheld_in_the_next_to_the_cent()
    {
        var chance = new Random(Seed + 2);
        for (var i = 0; i < 500; i++)
        {
            var contract = ItalianYears.Contract(Pay(chance), chance.Next(12, 15));
            var facts = ItalianYears.Facts(("region", "lombardia"), ("comune", "F205"));
            var first = ItalianYears.Slips(2025, contract, pay => pay with { Facts = facts });
            var second = ItalianYears.Slips(2026, contract, pay => pay with { Facts = facts, Before = pay.Before.In(2026).Any() ? pay.Before : first[^1].Closing });
            var gross = contract.MonthlyPay!.Value * contract.PaymentsPerYear;
            var (past, present) = (Expected(2025, new ItalianIncome { Insured = gross, Taxable = gross }, facts), Expected(2026, new ItalianIncome { Insured = gross, Taxable = gross }, facts));

            Assert.Equal(Cents(past.RegionalSurtax), second.Sum("addizionale.regionale"));
            Assert.Equal(Cents(past.MunicipalSurtax), second.Sum("addizionale.comunale"));
            Assert.Equal(Cents(past.MunicipalSurtax * 0.3m), second.Sum("addizionale.comunale.acconto"));
            var left = second[^1].Closing;
            Assert.Equal(Cents(present.MunicipalSurtax) - Cents(past.MunicipalSurtax * 0.3m), left.Of(2026, "addizionale.comunale.due") + second.Sum("addizionale.comunale.conguaglio"));
        }
    }

    private static void ComesTo(ItalianYear year, IReadOnlyList<Payslip> slips, string which)
    {
        Equal(year.Contributions, slips.Sum(Contributions[0], Contributions[2]), "INPS", which);
        Equal(year.Additional, slips.Sum(Contributions[1], Contributions[3]), "INPS 1 %", which);
        Equal(year.NetTax, slips.Sum(Tax), "IRPEF", which);
        Equal(year.Sum, slips.Sum(Sum), "somma integrativa", which);
        Equal(year.Treatment, slips.Sum(Treatment), "trattamento integrativo", which);
        Equal(year.EmployerContributions, slips.Sum("inps.employer", "inps.employer.conguaglio"), "INPS, employer", which);
    }

    private static void Equal(decimal exact, decimal ofSlips, string what, string which)
        => Assert.True(Cents(exact) == ofSlips, string.Create(CultureInfo.InvariantCulture, $"{which}: {what} of the slips {ofSlips}, of the year {exact}"));

    private static ItalianYear Expected(int year, ItalianIncome income, Facts facts)
    {
        var law = ItalianYears.Law(year);
        return ItalianYear.Of(income, ItalianTerms.Of(ItalianYears.Case(new Period(year, 12), ItalianYears.Contract(1_000)) with { Facts = facts }, law), law);
    }

    // From the earnings on the slips: what was paid, for which days, not what was withheld.
    private static ItalianIncome IncomeOf(int year, (ContractSpell Contract, IReadOnlyList<Dependant> Family) person, IReadOnlyList<Payslip> slips)
    {
        var (contract, lines) = (person.Contract, slips.SelectMany(slip => slip.Lines).ToList());
        var law = ItalianYears.Law(year);
        var months = slips.Where(slip => slip.Kind == PayRunKind.Regular).Select(slip => slip.Period).ToList();
        return new ItalianIncome
        {
            Insured = lines.Where(line => line.Treatments.HasFlag(Treatments.Social)).Sum(line => line.Amount) + months.Sum(month => Floor(month, person, slips)),
            Taxable = lines.Where(line => line.Treatments.HasFlag(Treatments.Tax)).Sum(line => line.Amount),
            Substituted = slips.Sum(slip => slip.Of("bonus.production") == 0 ? 0 : Cents(slip.Of("bonus.production")) - Cents(slip.Of("bonus.production") * Rate(slip))),
            PensionFund = slips.Sum("pension-fund"),
            PensionFundEmployer = slips.Sum("pension-fund.employer"),
            Days = Days(year, contract),
            Family = months.Count == 0 ? ItalianFamily.None : law.Family.Of(ItalianYears.Case(months[0], contract) with { Dependants = person.Family }).For(months.Count),
        };
        decimal Rate(Payslip slip) => slip.Lines.First(line => line.Code == "inps").Because.Figures.First(figure => figure.Name == "rate").Value;
    }

    // What a month is lifted by to the minimum base.
    private static decimal Floor(Period month, (ContractSpell Contract, IReadOnlyList<Dependant> Family) person, IReadOnlyList<Payslip> slips)
    {
        var minimum = new ItalianMinimumBase(ItalianYears.Rules(month.Year).Pack).Of(ItalianYears.Case(month, person.Contract));
        var earned = slips.Where(slip => slip.Period == month).SelectMany(slip => slip.Lines).Where(line => line.Treatments.HasFlag(Treatments.Social)).Sum(line => line.Amount);
        return Math.Max(0, minimum - earned);
    }

    private static int Days(int year, ContractSpell contract)
    {
        var last = contract.LeavesOn ?? new LocalDate(year, 12, 31);
        return NodaTime.Period.DaysBetween(contract.HiredOn, last) + 1;
    }

    private static decimal Pay(Random chance) => chance.Next(4) switch
    {
        0 => chance.Next(60_000, 200_000) / 100m,
        1 => chance.Next(100_000, 350_000) / 100m,
        2 => chance.Next(350_000, 700_000) / 100m,
        _ => chance.Next(700_000, 1_500_000) / 100m,
    };

    private static Facts FactsOf(Random chance)
    {
        List<(string, string)> facts = [("region", "lombardia"), ("comune", "F205"), ("income.last-year", "30000")];
        if (chance.Next(3) == 0)
        {
            facts.Add(("inps.rate", "9.49"));
        }

        if (chance.Next(3) == 0)
        {
            facts.Add(("inps.before-1996", "true"));
        }

        if (chance.Next(4) == 0)
        {
            facts.Add(("other-income", chance.Next(0, 20_000).ToString(CultureInfo.InvariantCulture)));
        }

        if (chance.Next(8) == 0)
        {
            facts.Add(("deductions.waived", "true"));
        }

        if (chance.Next(8) == 0)
        {
            facts.Add(("fixed-term", "true"));
        }

        return ItalianYears.Facts([.. facts]);
    }

    // Nobody has a birthday that matters within the year.
    private static IReadOnlyList<Dependant> FamilyOf(Random chance) =>
    [
        .. chance.Next(3) == 0 ? [new Dependant("spouse", new LocalDate(1986, 5, 5))] : Array.Empty<Dependant>(),
        .. Enumerable.Range(0, chance.Next(3)).Select(child => new Dependant("child", new LocalDate(2000 + child, 6, 6), chance.Next(2) == 0 ? 0.5m : 1)),
        .. chance.Next(5) == 0 ? [new Dependant("child", new LocalDate(2015, 7, 7))] : Array.Empty<Dependant>(),
    ];

    private static IReadOnlyList<PayElement> ElementsOf(Random chance) => chance.Next(6) switch
    {
        0 => [new PayElement { Code = "bonus", Kind = PayLineKind.Earning, Amount = chance.Next(0, 500_000) / 100m, Treatments = Treatments.Social | Treatments.Tax | Treatments.Employer }],
        1 => [new PayElement { Code = "bonus.production", Kind = PayLineKind.Earning, Amount = chance.Next(0, 20_000) / 100m, Treatments = Treatments.Social | Treatments.Tax | Treatments.Employer }],
        2 => [new PayElement { Code = "tickets.electronic", Kind = PayLineKind.Benefit, Quantity = chance.Next(1, 22), Rate = 12 }],
        3 => [new PayElement { Code = "benefit.fringe", Kind = PayLineKind.Benefit, Amount = chance.Next(0, 60_000) / 100m }],
        _ => [],
    };

    private static decimal Cents(decimal exact) => decimal.Round(exact, 2, MidpointRounding.AwayFromZero);
}
