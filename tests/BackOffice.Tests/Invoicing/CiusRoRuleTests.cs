using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.CiusRo;

namespace BackOffice.Invoicing;

/// <summary>What CIUS-RO asks beyond EN 16931, by documents that have only what the rule looks at.</summary>
public sealed class CiusRoRuleTests
{
    [Theory]
    [InlineData("BR-RO-001", "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.1</cbc:CustomizationID>", false)]
    [InlineData("BR-RO-001", "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:efactura.mfinante.ro:CIUS-RO:1.0.0</cbc:CustomizationID>", true)]
    [InlineData("BR-RO-010", "<cbc:ID>FACT</cbc:ID>", true)]
    [InlineData("BR-RO-010", "<cbc:ID>FACT 7</cbc:ID>", false)]
    [InlineData("BR-RO-020_1", "<cbc:InvoiceTypeCode>386</cbc:InvoiceTypeCode>", true)]
    [InlineData("BR-RO-030", "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>", true)]
    [InlineData("BR-RO-030", "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>RON</cbc:TaxCurrencyCode>", false)]
    [InlineData("BR-RO-030", "<cbc:DocumentCurrencyCode>RON</cbc:DocumentCurrencyCode>", false)]
    [InlineData("BR-RO-065", "<cac:InvoiceLine><cac:Item><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID></cac:ClassifiedTaxCategory></cac:Item></cac:InvoiceLine>", true)]
    [InlineData("BR-RO-065", "<cac:InvoiceLine><cac:Item><cac:ClassifiedTaxCategory><cbc:ID>O</cbc:ID></cac:ClassifiedTaxCategory></cac:Item></cac:InvoiceLine>", false)]
    [InlineData("BR-RO-120", "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cac:TaxCategory><cbc:ID>S</cbc:ID></cac:TaxCategory></cac:AllowanceCharge>", true)]
    [InlineData("BR-RO-DT001", "<cbc:IssueDate>2026-02-31</cbc:IssueDate>", true)]
    [InlineData("BR-RO-DT001", "<cbc:IssueDate>2026-02-28</cbc:IssueDate>", false)]
    [InlineData("BR-DEC-RO-18", "<cac:LegalMonetaryTotal><cbc:PayableAmount>1.001</cbc:PayableAmount></cac:LegalMonetaryTotal>", true)]
    [InlineData("BR-DEC-RO-24", "<cac:InvoiceLine><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>1.001</cbc:Amount></cac:AllowanceCharge></cac:InvoiceLine>", true)]
    [InlineData("BR-RO-180", "<cac:Delivery><cac:DeliveryLocation><cac:Address/></cac:DeliveryLocation></cac:Delivery>", true)]
    public void An_invoice_breaks_a_rule_of_CIUS_RO_or_not(string rule, string inside, bool breaks) => Assert.Equal(breaks, RuleSamples.Breaks(RuleSamples.Invoice(inside), rule, Profile.CiusRo));

    [Theory]
    [InlineData("RO", "RO-CJ", "Cluj-Napoca", "")]
    [InlineData("RO", "CJ", "Cluj-Napoca", "BR-RO-110")]
    [InlineData("RO", "RO-B", "SECTOR3", "")]
    [InlineData("RO", "RO-B", "Bucuresti", "BR-RO-100")]
    [InlineData("IT", "MI", "Milano", "")]
    public void The_seller_s_address_names_its_county_and_in_Bucharest_its_sector(string country, string county, string city, string rule)
    {
        var document = RuleSamples.Invoice($"<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cbc:StreetName>1</cbc:StreetName><cbc:CityName>{city}</cbc:CityName><cbc:CountrySubentity>{county}</cbc:CountrySubentity><cac:Country><cbc:IdentificationCode>{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress></cac:Party></cac:AccountingSupplierParty>");

        Assert.Equal(rule, string.Join(' ', RuleSamples.Check(document, Profile.CiusRo).Select(finding => finding.Rule).Where(id => id is "BR-RO-100" or "BR-RO-110")));
    }

    [Fact]
    public void Every_length_is_kept_to_the_letter()
    {
        List<string> wrong = [];
        foreach (var rule in CiusRoLengthRules.All.Where(rule => rule.Context.Split(' ').All(place => !place.EndsWith("AllowanceCharge", StringComparison.Ordinal) && !place.Contains('@', StringComparison.Ordinal))))
        {
            string Document(int length) => RuleSamples.Nested(rule.Context.Split(' ')[0], times: 1).Replace(">x<", $">{new string('a', length)}<", StringComparison.Ordinal);
            var longest = Enumerable.Range(1, 1001).FirstOrDefault(length => RuleSamples.Breaks(RuleSamples.Invoice(Document(length)), rule.Id, Profile.CiusRo)) - 1;
            wrong.AddRange(longest is 20 or 50 or 100 or 140 or 150 or 200 or 300 or 1000 ? [] : [rule.Id]);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Letters_of_other_scripts_count_as_one() // an emoji is two chars and one character
        => Assert.False(RuleSamples.Breaks(RuleSamples.Invoice($"<cbc:AccountingCost>{string.Concat(Enumerable.Repeat("\U0001F600", 100))}</cbc:AccountingCost>"), "BR-RO-L1001", Profile.CiusRo));
}
