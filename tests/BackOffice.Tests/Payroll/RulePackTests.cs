using BackOffice.Payroll.Domain;
using NodaTime;

namespace BackOffice.Payroll;

public sealed class RulePackTests
{
    private const string Whole = """{ "country": "XX", "edition": "1", "validFrom": "2026-01-01", "validTo": "2026-03-31", "currency": "EUR", "notice": "n", "rules": { "a": { "name": "A", "source": "s", "confidence": "S", "values": { "rate": 1 } }, "b": { "name": "B", "source": "s", "confidence": "M", "values": { "rate": 2 } } } }""";

    [Fact]
    public void A_pack_takes_from_a_chain_what_it_does_not_say()
    {
        var packs = Read(Whole, Based("2", "1", ("2026-04-01", "2026-06-30"), """{ "a": { "name": "A", "source": "s", "confidence": "S", "values": { "rate": 10 } } }"""), Based("3", "2", ("2026-07-01", "2026-12-31"), """{ "c": { "name": "C", "source": "s", "confidence": "L" } }"""));

        var pack = packs.Find("XX", new LocalDate(2026, 8, 1))!;
        Assert.Equal(["a", "b", "c"], pack.Rules.Select(rule => rule.Id));
        Assert.Equal((10, 2), (pack.Rule("a").Value("rate"), pack.Rule("b").Value("rate")));
        Assert.Equal(1, packs.Find("XX", new LocalDate(2026, 3, 31))!.Rule("a").Value("rate"));
        Assert.Null(packs.Find("XX", new LocalDate(2027, 1, 1)));
    }

    [Fact]
    public void A_figure_changed_in_the_whole_pack_is_another_version_of_all_that_take_it()
    {
        var later = Based("2", "1", ("2026-04-01", "2026-06-30"), "{}");

        var (before, after) = (Read(Whole, later), Read(Whole.Replace("\"rate\": 2", "\"rate\": 3", StringComparison.Ordinal), later));

        Assert.NotEqual(before.Find("XX", new LocalDate(2026, 5, 1))!.Version, after.Find("XX", new LocalDate(2026, 5, 1))!.Version);
        Assert.Equal(before.Find("XX", new LocalDate(2026, 5, 1))!.Version, Read(Whole, later).Find("XX", new LocalDate(2026, 5, 1))!.Version);
    }

    [Theory]
    [InlineData("2", "3", "2026-04-01")] // 3 is not there
    [InlineData("2", "2", "2026-04-01")] // itself
    [InlineData("2", "1", "2026-03-31")] // a day that the first holds on
    public void A_wrong_pack_is_refused(string edition, string basis, string from)
        => Assert.Throws<RulePackException>(() => Read(Whole, Based(edition, basis, (from, "2026-06-30"), "{}")));

    [Fact]
    public void A_corrected_pack_applies_from_its_day_and_the_wrong_one_stays_for_what_was_calculated_with_it()
    {
        var packs = Read(Whole, Whole.Replace("\"edition\": \"1\"", "\"edition\": \"1b\", \"replaces\": \"1\"", StringComparison.Ordinal).Replace("\"rate\": 2", "\"rate\": 3", StringComparison.Ordinal));

        Assert.Equal(3, packs.Find("XX", new LocalDate(2026, 2, 1))!.Rule("b").Value("rate"));
        Assert.Equal([2m, 3m], packs.All.Select(pack => pack.Rule("b").Value("rate")).Order());
    }

    [Theory]
    [InlineData("1b")] // itself
    [InlineData("0")] // not there
    public void A_pack_that_replaces_nothing_is_refused(string replaced)
        => Assert.Contains("replaces", Assert.Throws<RulePackException>(() => Read(Whole.Replace("\"edition\": \"1\"", $"\"edition\": \"1b\", \"replaces\": \"{replaced}\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void Packs_based_on_each_other_are_refused()
        => Assert.Contains("neither", Assert.Throws<RulePackException>(() => Read(Based("2", "3", ("2026-04-01", "2026-04-30"), "{}"), Based("3", "2", ("2026-05-01", "2026-05-31"), "{}"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"currency\"", "\"money\"")]
    [InlineData("\"confidence\": \"S\"", "\"confidence\": \"X\"")]
    [InlineData("\"rate\": 1", "\"rate\": \"1\"")]
    [InlineData("2026-03-31", "31.3.2026")]
    public void A_file_that_is_no_pack_is_refused_by_name(string right, string wrong)
        => Assert.Contains("0.json", Assert.Throws<RulePackException>(() => Read(Whole.Replace(right, wrong, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_day_of_2025_and_2026_has_rules_in_every_country()
    {
        var book = PayrollRules.Read();

        Assert.NotEmpty(book.Countries);
        Assert.All(book.Countries, country => Assert.All(Enumerable.Range(0, 730).Select(new LocalDate(2025, 1, 1).PlusDays), day => Assert.NotNull(book.Find(country, day))));
    }

    private static RulePacks Read(params string[] files) => RulePacks.Read(files.Select((json, number) => (FormattableString.Invariant($"{number}.json"), json)));

    private static string Based(string edition, string basis, (string From, string To) valid, string rules)
        => $$"""{ "country": "XX", "edition": "{{edition}}", "basedOn": "{{basis}}", "validFrom": "{{valid.From}}", "validTo": "{{valid.To}}", "currency": "EUR", "notice": "n", "rules": {{rules}} }""";
}
