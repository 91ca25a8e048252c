using System.Globalization;
using BackOffice.Payroll.Domain;
using BackOffice.Payroll.Domain.Countries;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>Surtaxes of places that the pack does not know.</summary>
public sealed class ItalianOwnSurtaxesTests
{
    private const string Rome = "lazio 15000:1.73 *:3.33 | H501 exempt:14000 *:0.9";

    [Theory]
    [InlineData("lazio", "15000", "259.5")] // 15000 x 1.73 %
    [InlineData("lazio", "30000", "759")] // 259.50 + 15000 x 3.33 %
    [InlineData("H501", "14000", "0")]
    [InlineData("H501", "14000.01", "126.00009")] // on all
    [InlineData("molise", "30000", null)]
    public void A_table_is_a_scale_with_an_exemption(string place, string income, string? expected)
        => Assert.Equal(expected is null ? null : Number(expected), Of(Rome).Of(place, Number(income)));

    [Fact]
    public void A_year_in_a_region_of_its_own_leaves_its_surtaxes_to_the_next()
    {
        var slips = ItalianYears.Slips(2026, ItalianYears.Contract(2_500, payments: 12), month => month with { Facts = ItalianYears.Facts(("region", "lazio"), ("comune", "H501"), ("surtaxes", Rome)) });

        var (year, income) = (slips[^1].Closing, slips[^1].Closing.Of(2026, "irpef.income"));
        Assert.InRange(income, 27_000m, 27_500m); // 30 000 less INPS
        Assert.Equal(decimal.Round(259.50m + ((income - 15_000) * 0.0333m), 2, MidpointRounding.AwayFromZero), year.Of(2026, "addizionale.regionale.due"));
        Assert.Equal(decimal.Round(income * 0.009m, 2, MidpointRounding.AwayFromZero), year.Of(2026, "addizionale.comunale.due") + year.Of(2026, "addizionale.comunale.acconto"));
    }

    [Fact]
    public void The_employers_table_goes_before_the_packs()
    {
        var pack = ItalianYears.Slips(2026, ItalianYears.Contract(2_500, payments: 12), month => month with { Facts = ItalianYears.Facts(("region", "lombardia")) });
        var own = ItalianYears.Slips(2026, ItalianYears.Contract(2_500, payments: 12), month => month with { Facts = ItalianYears.Facts(("region", "lombardia"), ("surtaxes", "lombardia *:0")) });

        Assert.True(pack[^1].Closing.Of(2026, "addizionale.regionale.due") > 0);
        Assert.Equal(0, own[^1].Closing.Of(2026, "addizionale.regionale.due"));
    }

    [Fact]
    public void A_region_that_nobody_knows_is_told_with_what_to_do()
    {
        var pay = ItalianYears.Case(new Period(2026, 4), ItalianYears.Contract(3_000, 12)) with { Facts = ItalianYears.Facts(("region", "molise"), ("surtaxes", Rome)) };

        var problem = Assert.Single(PayEngine.Calculate(pay, PayCases.RulesOf(pay)).Problems);

        Assert.Equal(("rule-gap", true), (problem.Code, problem.Message.Contains("fact surtaxes", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lazio")]
    [InlineData("lazio 1.73")]
    [InlineData("lazio 15000:1.73")] // nothing above
    [InlineData("lazio 28000:1 15000:2 *:3")] // not ascending
    [InlineData("lazio *:1 15000:2")]
    [InlineData("lazio *:-1")]
    [InlineData("lazio *:101")]
    [InlineData("lazio *:1,73")]
    [InlineData("lazio *:1 | lazio *:2")]
    [InlineData("lazio *:1 |")]
    [InlineData("H501 *:0.9 exempt:14000")]
    public void A_table_that_cannot_be_read_is_refused_when_it_is_written(string text)
        => Assert.Contains("Write a table", ItalianFacts.Definitions.Single(fact => fact.Name == "surtaxes").ProblemWith(text), StringComparison.Ordinal);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static ItalianOwnSurtaxes Of(string text) => ItalianOwnSurtaxes.Of(ItalianYears.Facts(("surtaxes", text)));
}
