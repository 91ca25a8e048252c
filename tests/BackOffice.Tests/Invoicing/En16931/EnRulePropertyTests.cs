using System.Text;
using System.Xml.Linq;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Whatever a document says, the rules find something or nothing; they never fail.</summary>
public sealed class EnRulePropertyTests
{
    private const int Documents = 4_000;

    private static readonly string[] Texts =
    [
        "", " ", "0", "-0", "1", "22", "-22.5", "1,5", "1e3", ".5", "5.", "+1", "abc", "true", "false", "1 000", "٣", "NaN", "INF",
        "79228162514264337593543950335", "-79228162514264337593543950335", "9999999999999999999999999999", "0.0000000000000000000000000001", "99999999999999.99999999999999",
        "123456789012345678901234567890", "2026-01-31", "2026-02-31", "0000-00-00", "20260131", "S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", "VAT", "vat", "EUR", "RON", "I", "58", "30",
    ];

    [Theory]
    [InlineData("UBL")]
    [InlineData("CII")]
    public void Rules_never_fail_on_invoices_cut_mixed_and_filled_at_random(string syntax)
    {
        var random = new Random(16931);
        var sample = XDocument.Parse(syntax == "UBL" ? EnSamples.Ubl : EnSamples.Cii);
        var broken = new HashSet<string>(StringComparer.Ordinal);
        for (var document = 0; document < Documents; document++)
        {
            var mixed = new XDocument(sample);
            for (var change = random.Next(1, 30); change > 0; change--)
            {
                Change(mixed.Root!, random);
            }

            broken.UnionWith(EnSamples.Findings(mixed.ToString()).Select(finding => finding.Rule));
        }

        // That most rules was broken by something shows that the rules were reached.
        var all = (syntax == "UBL" ? EnRules.Ubl : EnRules.Cii).Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(all, broken);
        Assert.True(broken.Count >= all.Count * 3 / 4, $"Only {broken.Count} of {all.Count} rules were ever broken.");
    }

    [Theory]
    [InlineData("UBL")]
    [InlineData("CII")]
    public void Every_rule_has_one_id_and_says_what_it_is_about(string syntax)
    {
        var rules = syntax == "UBL" ? EnRules.Ubl : EnRules.Cii;

        Assert.Equal(rules.Count, rules.Select(rule => rule.Id).Distinct().Count());
        Assert.All(rules, rule => Assert.Matches("^B[TG]-[0-9]+$", rule.Term));
    }

    [Fact]
    public void The_largest_figures_are_reckoned_with_or_refused()
    {
        var most = new Figure(decimal.MaxValue);

        Assert.Null((most + most).Value);
        Assert.Null((most * most).Value);
        Assert.Null((new Figure(decimal.MinValue) - most).Value);
        Assert.False(Figure.None.Is(Figure.None));
        Assert.False(Figure.None < most || Figure.None > most);
        Assert.Equal(-2m, new Figure(-2.5m).Whole.Value); // halves towards plus infinity
        Assert.Equal(3m, new Figure(2.5m).Whole.Value);
    }

    [Fact]
    public void A_rule_broken_by_every_line_is_told_a_hundred_times()
    {
        var lines = new StringBuilder();
        for (var line = 0; line < 1_000; line++)
        {
            lines.Append("<cac:InvoiceLine/>");
        }

        var findings = EnSamples.Findings($"<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\">{lines}</Invoice>");

        Assert.Equal(100, findings.Count(finding => finding.Rule == "BR-21"));
        Assert.Equal("/Invoice/cac:InvoiceLine[100]", findings.Last(finding => finding.Rule == "BR-21").Path);
    }

    private static void Change(XElement root, Random random)
    {
        var all = root.Descendants().ToList();
        if (all.Count == 0)
        {
            return;
        }

        var one = all[random.Next(all.Count)];
        switch (random.Next(6))
        {
            case 0:
                one.Remove();
                break;
            case 1:
                one.AddAfterSelf(new XElement(one));
                break;
            case 2:
                all[random.Next(all.Count)].Add(new XElement(one));
                break;
            case 3:
                one.RemoveAttributes();
                break;
            default:
                one.DescendantsAndSelf().Last().Value = Texts[random.Next(Texts.Length)];
                break;
        }
    }
}
