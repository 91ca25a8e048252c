using BackOffice.Payroll.Domain;
using BackOffice.People.Domain;
using BackOffice.Primitives;
using BackOffice.Timesheets.Domain;
using NodaTime;
using static BackOffice.People.Domain.PeopleSamples;

namespace BackOffice.Payroll;

/// <summary>From an element of the catalog, as it is written down of a person, to the slip.</summary>
public sealed class ItalianCatalogTests
{
    private static readonly Period May = new(2026, 5);
    private static readonly Payslip Plain = Slip(May, []);

    [Fact]
    public void Every_element_that_a_rule_reads_can_be_given_or_is_a_premium_of_hours()
    {
        foreach (var pack in PayCases.Rules.Packs.All.Where(pack => pack.Country == "IT"))
        {
            var read = pack.Rules.Where(rule => rule.Id == "fringe" || rule.Id.StartsWith("sostitutiva.", StringComparison.Ordinal)).ToList();

            Assert.NotEmpty(read);
            Assert.All(
                read.SelectMany(rule => rule.Words.Values).SelectMany(codes => codes.Split(' ')),
                code => Assert.True(pack.Find(code) is not null || Elements.Find(code, "IT", pack.Terms.ValidFrom) is not null, $"{code} of {pack.Version} is nowhere."));
        }
    }

    [Fact]
    public void What_counts_for_the_threshold_enters_no_base_by_itself()
    {
        var pack = PayCases.Rules.Find("IT", May.Last)!.Pack;

        Assert.All(pack.Rule("fringe").Words.Values.SelectMany(codes => codes.Split(' ')), code => Assert.Equal(Treatments.None, Elements.Find(code, "IT", May.Last)!.Treatments["IT"]));
    }

    [Fact]
    public void Benefits_are_free_up_to_the_threshold_of_the_year()
    {
        var slip = Slip(May, [("benefit.car", 500), ("gift", 300), ("benefit.housing", 199.98m), ("reimbursement.utilities", 0.02m)]); // 1 000

        Assert.Equal(0, slip.Of("benefit.fringe.taxable"));
        Assert.Equal((Plain.Of("inps"), Plain.Of("irpef")), (slip.Of("inps"), slip.Of("irpef")));
        Assert.Equal(999.98m, slip.Sum(PayLineKind.Benefit));
    }

    [Fact]
    public void A_cent_beyond_it_makes_all_of_the_year_taxable_and_each_of_the_codes_counts()
    {
        var first = Slip(May, [("benefit.car", 600), ("benefit.sport", 150), ("benefit.insurance", 250)]); // 1 000, free
        var second = Slip(May.Next, [("gift", 0.01m)], before: first.Closing);
        var third = Slip(May.Next.Next, [("benefit.car", 600)], before: second.Closing);

        Assert.Equal(0, first.Of("benefit.fringe.taxable"));
        Assert.Equal(1_000.01m, second.Of("benefit.fringe.taxable"));
        Assert.Equal(600, third.Of("benefit.fringe.taxable")); // 1 600.01 - 1 000.01
        Assert.Equal(3_000, second.Of("inps.base")); // 2 000 + 1 000.01, in whole euro
    }

    [Fact]
    public void Who_has_a_child_has_twice_the_threshold()
    {
        Assert.Equal(0, Slip(May, [("benefit.car", 1_500), ("benefit.fringe", 500)], withChild: true).Of("benefit.fringe.taxable")); // 2 000
        Assert.Equal(2_000.01m, Slip(May, [("benefit.car", 1_500), ("benefit.fringe", 500.01m)], withChild: true).Of("benefit.fringe.taxable"));
    }

    [Fact]
    public void Refunded_utilities_and_rent_are_paid_with_the_net_and_taxed_beyond_the_threshold()
    {
        var free = Slip(May, [("reimbursement.utilities", 400), ("reimbursement.home", 600)]);
        var taxed = Slip(May, [("reimbursement.utilities", 400), ("reimbursement.home", 601)]);

        Assert.Equal(Plain.Net + 1_000, free.Net);
        Assert.Equal(1_001, taxed.Of("benefit.fringe.taxable"));
        Assert.True(taxed.Net < free.Net);
    }

    [Theory]
    [InlineData("gift", PayLineKind.Credit, Treatments.None)] // money is no gift in kind
    [InlineData("gift", PayLineKind.Benefit, Treatments.Tax)]
    [InlineData("reimbursement.utilities", PayLineKind.Benefit, Treatments.None)]
    [InlineData("tickets.paper", PayLineKind.Credit, Treatments.None)]
    public void Who_defines_such_an_element_otherwise_is_told(string code, PayLineKind kind, Treatments treatments)
    {
        var pay = ItalianYears.Case(May, ItalianYears.Contract(2_000)) with { Elements = [new PayElement { Code = code, Kind = kind, Treatments = treatments, Quantity = 1, Rate = 100 }] };

        Assert.Equal(["wrong-treatment"], PayEngine.Calculate(pay, ItalianYears.Rules(2026)).Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void What_has_a_limit_of_its_own_leaves_the_threshold_alone()
    {
        var slip = Slip(May, [("benefit.medical", 2_000), ("tickets.excess", 50)]);

        Assert.Equal(0, slip.Of("benefit.fringe.taxable"));
        Assert.Equal(2_050, slip.Of("inps.base")); // 2 000 + 50
    }

    [Theory]
    [InlineData("bonus.production", "sostitutiva.premio", 1_000, "9.08")] // (1 000 - 9.19 %) x 1 %
    [InlineData("rise.agreement", "sostitutiva.rinnovo", 100, "4.54")] // (100 - 9.19 %) x 5 %
    [InlineData("allowance.shift", "sostitutiva.maggiorazioni", 100, "13.62")] // (100 - 9.19 %) x 15 %
    public void What_has_a_substitute_tax_leaves_the_ordinary_income(string code, string tax, int amount, string expected)
    {
        var slip = Slip(May, [(code, amount)]);

        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), slip.Of(tax));
        Assert.Equal(Plain.Of("irpef"), slip.Of("irpef"));
    }

    [Fact]
    public void What_was_paid_of_the_limit_before_counts()
    {
        var before = Balances.None.Over(new Dictionary<int, IReadOnlyDictionary<string, decimal>> { [2026] = new Dictionary<string, decimal> { ["sostitutiva.premio"] = 4_900 } }, PayCases.Rules.Find("IT")!);

        Assert.Equal(1, Slip(May, [("bonus.production", 1_000)], before: before).Of("sostitutiva.premio")); // (5 000 - 4 900) x 1 %
    }

    [Fact]
    public void A_bonus_by_individual_targets_is_taxed_as_all_pay()
    {
        var slip = Slip(May, [("bonus.performance", 1_000)]);

        Assert.Equal(0, slip.Of("sostitutiva.premio"));
        Assert.True(slip.Of("irpef") > Plain.Of("irpef"));
    }

    private static Payslip Slip(Period month, (string Code, decimal Amount)[] elements, bool withChild = false, Balances? before = null)
    {
        var hired = new LocalDate(2020, 1, 1);
        var file = Hired(hired, 2_000).Record(
            [
                new EntryDraft { ValidFrom = hired, Content = new EntryContent { Facts = new Dictionary<string, string> { ["income.last-year"] = "28000" } } },
                .. elements.Select((element, number) => ElementOf($"e{number}", month.First, element.Code, element.Amount, month)),
                .. Enumerable.Repeat(new EntryDraft { Key = "child", ValidFrom = hired, Content = new EntryContent { Dependant = new Dependant("child", new LocalDate(2015, 6, 1)) } }, withChild ? 1 : 0),
            ],
            By("elements", At(2025, 1, 2)));
        var group = Group with { Country = "IT", Currency = Currency.Eur, Facts = new Dictionary<string, string>() };
        var frame = Frame(month) with { Group = group, Month = WorkMonth.Of(month, group.Calendar()), Rules = PayCases.Rules };
        var built = CaseBuilder.Build(file, frame, TimeOfMonth.None, before ?? Balances.None);
        Assert.Empty(built.Problems);
        var outcome = PayEngine.Calculate(built.Case!, PayCases.Rules.Find("IT", month, built.Case!.PayDay)!);
        Assert.Empty(outcome.Problems);
        return outcome.Slip!;
    }
}
