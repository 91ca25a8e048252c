using System.Text.RegularExpressions;
using System.Xml.Linq;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

public sealed partial class PayslipPageTests
{
    private static readonly CountryRuleBook Rules = PayrollRules.Read();

    public static TheoryData<string, Language> Pages { get; } = [.. LineCodes.Countries.SelectMany(country => Languages.All.Select(language => (country, language)))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_payslip_is_a_page_of_its_own_in_every_language(string country, Language language)
    {
        var page = Render(country, language);

        var html = Parsed(page);
        Assert.Equal(Languages.CodeOf(language), html.Root!.Attribute("lang")!.Value);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(Elsewhere(), page);
        Assert.All(html.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(html.Descendants("th"), head => Assert.Contains((string?)head.Attribute("scope"), (string[])["col", "row", "rowgroup"]));
        Assert.All(html.Descendants("tr"), row => Assert.Equal(Width(html, row), row.Elements().Sum(cell => (int?)cell.Attribute("colspan") ?? 1)));
    }

    [Theory]
    [InlineData("IT", Language.Italian, "1.448,82", "novembre 2026")]
    [InlineData("RO", Language.Romanian, "3.159,66", "noiembrie 2026")]
    [InlineData("PL", Language.Polish, "5\u00A0951,86", "listopad 2026")]
    [InlineData("PL", Language.English, "5,951.86", "November 2026")]
    public void Amounts_and_months_are_written_as_the_reader_writes_them(string country, Language language, string net, string month)
    {
        var html = Parsed(Render(country, language));

        Assert.StartsWith(net, html.Descendants("strong").Single().Value, StringComparison.Ordinal);
        Assert.EndsWith(month, html.Descendants("h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sums_of_the_sections_make_the_net()
    {
        var slip = SamplePayslips.Slip("IT");
        var sections = PayslipSection.Of(slip, PayslipSection.OfNet).ToDictionary(section => section.Kind, section => section.Total);

        // 2150.00 + 117.74 - 215.00 + 83.61 + 131.39 + 120.00 = 2387.74; - 211.74 - 390.75 + 22.50 - 358.93 = 1448.82
        Assert.Equal(2387.74m, sections[PayLineKind.Earning]);
        Assert.Equal(slip.Net, sections[PayLineKind.Earning] - sections[PayLineKind.EmployeeContribution] - sections[PayLineKind.Tax] + sections[PayLineKind.Credit] - sections[PayLineKind.Garnishment]);
        Assert.DoesNotContain(sections.Keys, kind => kind == PayLineKind.CarriedForward);
    }

    [Fact]
    public void An_element_is_called_by_its_name_and_a_code_of_the_law_by_its_label()
    {
        var slip = SamplePayslips.Slip("IT");
        var line = slip.Lines.First(line => line.Kind == PayLineKind.Earning);
        var dues = line with { Code = "union.dues", Kind = PayLineKind.Deduction };
        var labels = PayLabels.Of(Language.Italian).With(new Dictionary<string, string> { ["union.dues"] = "Quota sindacale", ["irpef"] = "Something else" });

        var page = PayslipPage.Render(slip with { Lines = [.. slip.Lines, dues] }, SamplePayslips.Face("IT"), Pack("IT"), labels);

        Assert.Contains("Quota sindacale", page, StringComparison.Ordinal);
        Assert.DoesNotContain("union.dues", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Something else", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_is_printed_as_what_the_rate_is_taken_of()
    {
        var ofBrackets = PrintedFigures.Of(new Trace("(income of the month - exempt) x rate", 500m, new("income of the month", 2_200), new("exempt", 200), new("rate", 0.25m)));
        var ofDays = PrintedFigures.Of(new Trace("income / working days x share x days", 383.90m, new("share", 0.65m), new("days", 3)));
        var ofSum = PrintedFigures.Of(new Trace("sum of the days' shares", 268.33m, new("day's pay", 70), new("days", 8)));

        Assert.Equal((2_000m, 0.25m), (ofBrackets.Base, ofBrackets.Rate));
        Assert.Equal((3m, 0.65m, true), (ofDays.Quantity, ofDays.Rate, ofDays.RateIsShare));
        Assert.Equal((8m, null), (ofSum.Quantity, ofSum.Base));
    }

    [Theory]
    [InlineData("IT", Language.Italian, "Mansione: Impiegata | Livello: 4 CCNL Commercio | Ore lavorabili: 168 | Ore lavorate: 150,5 | Ore retribuite: 166")]
    [InlineData("RO", Language.Romanian, "Funcția: Impiegata | Grad/treaptă: 4 CCNL Commercio | Ore de lucru: 168 | Ore lucrate: 150,5 | Ore plătite: 166")]
    [InlineData("PL", Language.Polish, "Stanowisko: Impiegata | Kategoria zaszeregowania: 4 CCNL Commercio | Godziny do przepracowania: 168 | Godziny przepracowane: 150,5 | Godziny płatne: 166")]
    [InlineData("IT", Language.English, "Role: Impiegata | Grade: 4 CCNL Commercio | Hours due: 168 | Hours worked: 150.5 | Hours paid: 166")]
    public void Position_grade_and_hours_of_the_month_stand_with_the_person(string country, Language language, string facts)
    {
        var face = SamplePayslips.Face(country) with { Role = "Impiegata", Grade = "4 CCNL Commercio", Hours = new SlipHours(168, 150.5m, 166) };
        var person = Parsed(PayslipPage.Render(SamplePayslips.Slip(country), face, Pack(country), language)).Descendants("dl").ElementAt(1);

        var shown = person.Elements("dt").Zip(person.Elements("dd"), (name, value) => $"{name.Value}: {value.Value}");
        Assert.Equal(facts, string.Join(" | ", shown.Where(fact => facts.Contains(fact, StringComparison.Ordinal))));
        Assert.DoesNotContain("Grade", Render("IT", Language.English), StringComparison.Ordinal); // what is not known is left out
    }

    [Fact]
    public void An_account_is_shown_by_its_last_four_characters_only()
    {
        var page = Render("IT", Language.Italian);

        Assert.Contains("3456", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0542811101", page, StringComparison.Ordinal);
        Assert.DoesNotContain("000123456", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_is_text_and_never_markup()
    {
        var face = SamplePayslips.Face("IT") with { Name = "<script>alert('x')</script>", Role = "\"><img src=x>" };

        var page = PayslipPage.Render(SamplePayslips.Slip("IT"), face, Pack("IT"), Language.English);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_says_by_which_rules_and_that_they_are_to_be_confirmed()
    {
        var page = Render("PL", Language.English);

        Assert.Contains("pl-2026.1-0a1b2c3d", page, StringComparison.Ordinal);
        Assert.Contains("to be confirmed by the employer&#39;s adviser", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_names_its_month_and_an_accrued_severance_its_sum()
    {
        var page = Render("IT", Language.Italian);

        Assert.Contains("Premio (rif. settembre 2026)", page, StringComparison.Ordinal);
        Assert.Contains("9.811,40", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sick.days", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_slip_is_the_same_page() => Assert.Equal(Render("RO", Language.Romanian), Render("RO", Language.Romanian));

    [Fact]
    public void Every_language_has_the_same_words()
    {
        var english = PayLabels.Of(Language.English);
        Assert.All(Languages.All.Select(PayLabels.Of), labels =>
        {
            Assert.Equal(english.Words.Keys.Order(StringComparer.Ordinal), labels.Words.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(english.Lines.Keys.Order(StringComparer.Ordinal), labels.Lines.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(english.YearToDate.Keys.Order(StringComparer.Ordinal), labels.YearToDate.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(english.Standing.Keys.Order(StringComparer.Ordinal), labels.Standing.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(Enum.GetValues<PayLineKind>(), labels.Kinds.Keys.Order());
            Assert.Equal(Enum.GetValues<PayRunKind>(), labels.Runs.Keys.Order());
            Assert.All(labels.Words.Values.Concat(labels.Lines.Values).Concat(labels.Kinds.Values), label => Assert.False(string.IsNullOrWhiteSpace(label)));
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_line_code_has_a_label(string country, Language language)
        => Assert.All(LineCodes.Of(country), code => Assert.True(PayLabels.Of(language).Lines.ContainsKey(code.Code), code.Code));

    [Fact]
    public void A_code_of_the_employers_own_is_shown_by_its_rule_or_as_it_is()
    {
        var labels = PayLabels.Of(Language.English);
        var line = SampleSlips.Line("bonus.own", PayLineKind.Earning, 1);

        Assert.Equal("bonus.own", labels.Of(line, Pack("PL")));
        Assert.Equal("Pay for part of a month", labels.Of(line with { Code = "proration", Rule = "proration" }, Pack("PL")));
    }

    private static string Render(string country, Language language) => PayslipPage.Render(SamplePayslips.Slip(country), SamplePayslips.Face(country), Pack(country), language);

    private static RulePack Pack(string country) => Rules.Packs.Find(country, SampleSlips.November.First) ?? Rules.Packs.All[0];

    /// <summary>Strict: every element is closed and every attribute quoted.</summary>
    private static XDocument Parsed(string page)
        => XDocument.Parse(Void().Replace(page["<!doctype html>".Length..].Replace("&nbsp;", "\u00A0", StringComparison.Ordinal), "$0</${tag}>"));

    private static int Width(XDocument html, XElement row)
        => row.Ancestors("table").Single().Element("thead")!.Element("tr")!.Elements().Count() is var width && html.Root is not null ? width : 0;

    [GeneratedRegex("<(?<tag>meta|br)( [^>]*)?>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Void();

    [GeneratedRegex("(src|href)=|url\\(|@import", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Elsewhere();
}
