using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

/// <summary>What creditors may have of an Italian net.</summary>
public sealed class ItalianGarnishmentTests
{
    [Theory]
    [InlineData("2500", 10)]
    [InlineData("2500.01", 7)]
    [InlineData("5000", 7)]
    [InlineData("5000.01", 5)]
    public void The_tax_agent_has_a_tenth_a_seventh_or_a_fifth(string net, int parts)
    {
        var limits = ItalianYears.Law(2026).Garnishments.LimitsOf(decimal.Parse(net, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(1m / parts, limits.ByKind["tax"].Share);
        Assert.Equal(0.2m, limits.ByKind["ordinary"].Share);
        Assert.Equal(0.5m, limits.TotalShare);
    }

    [Fact]
    public void Every_rule_has_its_source_and_every_year_the_same_rules()
    {
        var (first, second) = (ItalianYears.Rules(2025).Pack, ItalianYears.Rules(2026).Pack);

        Assert.All(first.Rules.Concat(second.Rules), rule => Assert.NotEmpty(rule.Source));
        Assert.Empty(first.Rules.Select(rule => rule.Id).Except(second.Rules.Select(rule => rule.Id)));
        Assert.All(ItalianYears.Slips(2026, ItalianYears.Contract(2_000)).SelectMany(slip => slip.Lines), line => Assert.NotNull(second.Find(line.Rule)));
    }
}
