using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.CiusRo;
using BackOffice.Invoicing.Rules.Peppol;
using BackOffice.Invoicing.Rules.Syntax;

namespace BackOffice.Invoicing;

/// <summary>Every rule of the tables is broken by the smallest document that breaks it, and not by an empty one.</summary>
public sealed class SyntaxTableTests
{
    [Fact]
    public void Every_element_that_UBL_does_not_use_is_found_where_it_is()
    {
        var silent = UnusedElements.InUbl.Where(rule => rule.Context.Split(' ').Any(place => !RuleSamples.Breaks(RuleSamples.Invoice(RuleSamples.Nested(place, times: 1)), rule.Id))).Select(rule => rule.Id);

        Assert.Empty(silent);
        Assert.Equal(673 + 20, UnusedElements.InUbl.Count); // UBL-CR and UBL-DT
    }

    [Fact]
    public void Every_element_that_CII_does_not_use_is_found_where_it_is()
    {
        var silent = UnusedElements.InCii.Where(rule => rule.Context != "/@languageID" && rule.Context != "/@languageLocaleID")
            .Where(rule => rule.Context.Split(' ').Any(place => !RuleSamples.Breaks(RuleSamples.Cii(RuleSamples.Nested(place, times: 1)), rule.Id))).Select(rule => rule.Id);

        Assert.Empty(silent);
        Assert.Equal(421 + 78, UnusedElements.InCii.Count); // CII-SR and CII-DT
    }

    [Theory]
    [InlineData("cac:ContractDocumentReference/cbc:ID", "UBL-SR-01")]
    [InlineData("cac:PaymentTerms/cbc:Note", "UBL-SR-05")]
    [InlineData("cac:InvoicePeriod", "UBL-SR-08")]
    [InlineData("cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName", "UBL-SR-09")]
    [InlineData("cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID", "UBL-SR-16")]
    [InlineData("cac:TaxRepresentativeParty/cac:PartyName/cbc:Name", "UBL-SR-22")]
    [InlineData("cac:Delivery", "UBL-SR-24")]
    [InlineData("cac:PaymentMeans/cbc:PaymentMeansCode", "UBL-SR-27")]
    [InlineData("cac:InvoiceLine/cac:OrderLineReference/cbc:LineID", "UBL-SR-35")]
    [InlineData("cac:InvoiceLine/cac:Price/cac:AllowanceCharge/cbc:Amount", "UBL-SR-37")]
    [InlineData("cac:InvoiceLine/cac:Item/cbc:Description", "UBL-SR-50")]
    [InlineData("cac:InvoiceLine/cac:DocumentReference", "UBL-SR-52")]
    [InlineData("cac:PaymentMeans/cac:CardAccount", "UBL-SR-54")]
    [InlineData("cac:OriginatorDocumentReference/cbc:ID", "UBL-SR-56")]
    public void What_is_there_once_may_not_be_there_twice(string path, string rule)
    {
        Assert.False(RuleSamples.Breaks(RuleSamples.Invoice(RuleSamples.Nested(path, times: 1)), rule));
        Assert.True(RuleSamples.Breaks(RuleSamples.Invoice(RuleSamples.Nested(path, times: 2)), rule));
    }

    [Fact]
    public void No_two_rules_of_a_family_share_a_number_but_those_for_two_kinds_of_document()
    {
        var twice = SyntaxLayer.Ubl.Concat(PeppolRules.All).Concat(CiusRoRules.All).CountBy(rule => rule.Id).Where(pair => pair.Value > 1).Select(pair => pair.Key)
            .Concat(SyntaxLayer.Cii.CountBy(rule => rule.Id).Where(pair => pair.Value > 1).Select(pair => pair.Key));

        Assert.Equal(["BR-CL-01"], twice); // invoices and credit notes have a list each
    }

    [Theory]
    [InlineData("UBL-SR-", 54, 0)]
    [InlineData("UBL-CR-", 2, 676)]
    [InlineData("UBL-DT-", 3, 21)]
    [InlineData("BR-CL-", 23, 0)]
    public void UBL_has_as_many_rules_as_the_published_artefact(string family, int fatal, int warning) => AssertCounts(SyntaxLayer.Ubl, family, fatal, warning);

    [Theory]
    [InlineData("CII-SR-", 42, 439)] // of 440: CII-SR-464 holds whatever the document says
    [InlineData("CII-DT-", 67, 31)] // of 70: CII-DT-010 to 012 are never asked
    [InlineData("BR-CL-", 23, 0)]
    public void CII_has_as_many_rules_as_the_published_artefact_that_can_be_broken(string family, int fatal, int warning) => AssertCounts(SyntaxLayer.Cii, family, fatal, warning);

    private static void AssertCounts(IReadOnlyList<ElementRule> rules, string family, int fatal, int warning)
    {
        var ofFamily = rules.Where(rule => rule.Id.StartsWith(family, StringComparison.Ordinal)).DistinctBy(rule => rule.Id).ToList();
        Assert.Equal((fatal, warning), (ofFamily.Count(rule => rule.Severity == Severity.Fatal), ofFamily.Count(rule => rule.Severity == Severity.Warning)));
    }
}
