using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>Rules about elements are asked about the elements of their context, and about no others.</summary>
public sealed class ElementRulesTests
{
    private const string Delivery = "<cac:Delivery><cbc:ID schemeID=\"0088\">a</cbc:ID><cac:DeliveryLocation><cbc:ID schemeID=\"0060\">b</cbc:ID></cac:DeliveryLocation></cac:Delivery>";

    [Theory]
    [InlineData("/", "Invoice")]
    [InlineData("/cac:Delivery", "Delivery")]
    [InlineData("/cac:DeliveryLocation", "")]
    [InlineData("cac:DeliveryLocation", "DeliveryLocation")]
    [InlineData("cbc:ID", "ID=a ID=b")]
    [InlineData("cac:DeliveryLocation/cbc:ID", "ID=b")]
    [InlineData("/cac:Delivery/cbc:ID", "ID=a")]
    [InlineData("cac:ID", "")]
    [InlineData("cbc:*D", "ID=a ID=b")]
    [InlineData("cac:*Location/cbc:ID", "ID=b")]
    [InlineData("@schemeID", "ID=a ID=b")]
    [InlineData("cbc:ID/@schemeID=0060", "ID=b")]
    [InlineData("/@schemeID", "")]
    [InlineData("/cac:Delivery/cbc:ID cac:DeliveryLocation/cbc:ID", "ID=a ID=b")]
    public void A_rule_is_asked_about_the_elements_of_its_context(string context, string expected)
    {
        List<string> asked = [];
        var rule = new ElementRule("R", "BT-1", context, (element, _) => asked.Add(element.HasValue ? $"{element.Name}={element.Value}" : element.Name));

        new ElementRules([rule]).Check(RuleSamples.Invoice(Delivery), new Report());

        Assert.Equal(expected, string.Join(' ', asked));
    }

    [Fact]
    public void A_finding_has_the_rule_its_severity_and_the_place()
    {
        var report = new Report();
        new ElementRules([ElementRule.Unused("R-1", "cac:DeliveryLocation/cbc:ID", Severity.Warning)]).Check(RuleSamples.Invoice(Delivery), report);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(("R-1", Severity.Warning, "cbc:ID", "/Invoice/cac:Delivery/cac:DeliveryLocation/cbc:ID"), (finding.Rule, finding.Severity, finding.Term, finding.Path));
        Assert.Contains("(b)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_broken_everywhere_is_told_a_hundred_times_and_hides_no_other()
    {
        var report = new Report();
        var rules = new ElementRules([ElementRule.Unused("R-1", "/cac:Delivery", Severity.Fatal), ElementRule.Unused("R-2", "/cac:Delivery", Severity.Fatal)]);

        rules.Check(RuleSamples.Invoice(string.Concat(Enumerable.Repeat("<cac:Delivery/>", 250))), report);

        Assert.Equal(100, report.Findings.Count(finding => finding.Rule == "R-1"));
        Assert.Equal(100, report.Findings.Count(finding => finding.Rule == "R-2"));
    }
}
