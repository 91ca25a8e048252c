using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Peppol;

namespace BackOffice.Invoicing;

/// <summary>What Peppol asks beyond EN 16931, by documents that have only what the rule looks at.</summary>
public sealed class PeppolRuleTests
{
    private const string Known = "<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>";

    [Theory]
    [InlineData("R001", "", true)]
    [InlineData("R001", Known, false)]
    [InlineData("R007", Known, false)]
    [InlineData("R007", "<cbc:ProfileID>billing</cbc:ProfileID>", true)]
    [InlineData("R002", "<cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>", true)]
    [InlineData("R003", "<cac:OrderReference><cbc:ID>1</cbc:ID></cac:OrderReference>", false)]
    [InlineData("R003", "", true)]
    [InlineData("R004", "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>", false)]
    [InlineData("R004", "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>", true)]
    [InlineData("R005", "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>", true)]
    [InlineData("R008", "<cbc:Note> </cbc:Note>", true)]
    [InlineData("R010", "<cac:AccountingCustomerParty><cac:Party/></cac:AccountingCustomerParty>", true)]
    [InlineData("R020", "<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID>1</cbc:EndpointID></cac:Party></cac:AccountingSupplierParty>", false)]
    [InlineData("R040", "<cac:AllowanceCharge><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric><cbc:Amount>20.02</cbc:Amount><cbc:BaseAmount>200</cbc:BaseAmount></cac:AllowanceCharge>", false)] // 20.00 +- 0.02
    [InlineData("R040", "<cac:AllowanceCharge><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric><cbc:Amount>20.03</cbc:Amount><cbc:BaseAmount>200</cbc:BaseAmount></cac:AllowanceCharge>", true)]
    [InlineData("R041", "<cac:AllowanceCharge><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric></cac:AllowanceCharge>", true)]
    [InlineData("R042", "<cac:AllowanceCharge><cbc:BaseAmount>10</cbc:BaseAmount></cac:AllowanceCharge>", true)]
    [InlineData("R043", "<cac:AllowanceCharge><cbc:ChargeIndicator>1</cbc:ChargeIndicator></cac:AllowanceCharge>", true)]
    [InlineData("R044", "<cac:Price><cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator></cac:AllowanceCharge></cac:Price>", true)]
    [InlineData("R046", "<cac:Price><cbc:PriceAmount>9</cbc:PriceAmount><cac:AllowanceCharge><cbc:Amount>1</cbc:Amount><cbc:BaseAmount>10</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>", false)] // 10 - 1
    [InlineData("R046", "<cac:Price><cbc:PriceAmount>8</cbc:PriceAmount><cac:AllowanceCharge><cbc:Amount>1</cbc:Amount><cbc:BaseAmount>10</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>", true)]
    [InlineData("R051", "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"RON\">1</cbc:PayableAmount></cac:LegalMonetaryTotal>", true)]
    [InlineData("R053", "<cac:TaxTotal><cac:TaxSubtotal/></cac:TaxTotal>", false)]
    [InlineData("R054", "<cbc:TaxCurrencyCode>RON</cbc:TaxCurrencyCode>", true)]
    [InlineData("R055", "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>RON</cbc:TaxCurrencyCode><cac:TaxTotal><cbc:TaxAmount currencyID=\"EUR\">1</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID=\"RON\">-5</cbc:TaxAmount></cac:TaxTotal>", true)]
    [InlineData("R061", "<cac:PaymentMeans><cbc:PaymentMeansCode>59</cbc:PaymentMeansCode></cac:PaymentMeans>", true)]
    [InlineData("R101", "<cac:InvoiceLine><cac:DocumentReference/></cac:InvoiceLine>", true)]
    [InlineData("R110", "<cac:InvoicePeriod><cbc:StartDate>2026-02-01</cbc:StartDate></cac:InvoicePeriod><cac:InvoiceLine><cac:InvoicePeriod><cbc:StartDate>2026-01-31</cbc:StartDate></cac:InvoicePeriod></cac:InvoiceLine>", true)]
    [InlineData("R111", "<cac:InvoicePeriod><cbc:EndDate>2026-02-28</cbc:EndDate></cac:InvoicePeriod><cac:InvoiceLine><cac:InvoicePeriod><cbc:EndDate>2026-02-28</cbc:EndDate></cac:InvoicePeriod></cac:InvoiceLine>", false)]
    [InlineData("R120", "<cac:InvoiceLine><cbc:InvoicedQuantity>3</cbc:InvoicedQuantity><cbc:LineExtensionAmount>29</cbc:LineExtensionAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>1</cbc:Amount></cac:AllowanceCharge><cac:Price><cbc:PriceAmount>20</cbc:PriceAmount><cbc:BaseQuantity>2</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>", false)] // 3 * 20 / 2 - 1
    [InlineData("R120", "<cac:InvoiceLine><cbc:InvoicedQuantity>3</cbc:InvoicedQuantity><cbc:LineExtensionAmount>30</cbc:LineExtensionAmount><cac:Price><cbc:PriceAmount>20</cbc:PriceAmount></cac:Price></cac:InvoiceLine>", true)]
    [InlineData("R121", "<cac:InvoiceLine><cac:Price><cbc:BaseQuantity>0</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>", true)]
    [InlineData("R130", "<cac:InvoiceLine><cbc:InvoicedQuantity unitCode=\"C62\">1</cbc:InvoicedQuantity><cac:Price><cbc:BaseQuantity unitCode=\"KGM\">1</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>", true)]
    [InlineData("F001", "<cbc:IssueDate>2026-02-31</cbc:IssueDate>", true)]
    [InlineData("CL007", "<cbc:PayableAmount currencyID=\"STD\">1</cbc:PayableAmount>", true)]
    [InlineData("CL008", "<cbc:EndpointID schemeID=\"0203\">1</cbc:EndpointID>", true)]
    [InlineData("P0100", Known + "<cbc:InvoiceTypeCode>389</cbc:InvoiceTypeCode>", true)]
    [InlineData("P0107", "<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:TaxExemptionReasonCode>VATEX-EU-AE</cbc:TaxExemptionReasonCode></cac:TaxCategory>", true)]
    [InlineData("P0112", "<cbc:InvoiceTypeCode>384</cbc:InvoiceTypeCode>", true)]
    public void An_invoice_breaks_a_rule_of_Peppol_or_not(string rule, string inside, bool breaks) => Assert.Equal(breaks, RuleSamples.Breaks(RuleSamples.Invoice(inside), $"PEPPOL-EN16931-{rule}", Profile.Peppol));

    [Fact]
    public void Rules_of_Peppol_are_not_asked_of_other_invoices() => Assert.DoesNotContain(RuleSamples.Check(RuleSamples.Invoice("")), finding => finding.Rule.StartsWith("PEPPOL", StringComparison.Ordinal));

    [Theory]
    [InlineData("R040", "0088", "7300010000001", true)] // GLN of the published examples
    [InlineData("R040", "0088", "7300010000002", false)]
    [InlineData("R041", "0192", "991825827", true)]
    [InlineData("R041", "0192", "991825828", false)]
    [InlineData("R042", "0184", "DK12345678", true)]
    [InlineData("R043", "0208", "0202239951", true)] // 97 - 2022399 mod 97 = 51
    [InlineData("R043", "0208", "0202239952", false)]
    [InlineData("R044", "0201", "UF12AB", true)]
    [InlineData("R045", "0210", "RSSMRA85T10A562S", true)]
    [InlineData("R045", "0210", "RSSMRA85T10A562", false)]
    [InlineData("R046", "9907", "123", false)]
    [InlineData("R047", "0211", "IT06363391001", true)]
    [InlineData("R047", "0211", "IT06363391002", false)]
    [InlineData("R049", "0007", "2021005489", true)]
    [InlineData("R049", "0007", "2021005480", false)]
    [InlineData("R050", "0151", "51824753556", true)]
    [InlineData("R050", "0151", "51824753557", false)]
    [InlineData("R054", "0106", "1234567", false)]
    [InlineData("R056-1", "9944", "NL123456789B01", true)]
    public void An_identifier_has_the_form_of_its_scheme(string rule, string scheme, string id, bool isRight)
        => Assert.Equal(!isRight, RuleSamples.Breaks(RuleSamples.Invoice($"<cbc:EndpointID schemeID=\"{scheme}\">{id}</cbc:EndpointID>"), $"PEPPOL-COMMON-{rule}", Profile.Peppol));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("\u0663\u0663\u0663\u0663\u0663\u0663\u0663\u0663\u0663")] // digits of another script
    public void What_is_no_number_has_no_right_check_digit(string id)
        => Assert.Equal((false, false, false, false, false), (CheckDigits.IsGln(id), CheckDigits.IsNorwegian(id), CheckDigits.IsBelgian(id), CheckDigits.IsSwedish(id), CheckDigits.IsAustralian(id)));

    [Theory]
    [InlineData("IT-R-001", "<cac:PartyTaxScheme><cbc:CompanyID>RF01</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>", true)]
    [InlineData("IT-R-001", "<cac:PartyTaxScheme><cbc:CompanyID>RSSMRA85T10A562S</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>", false)]
    [InlineData("IT-R-002", "", true)]
    [InlineData("IT-R-004", "<cac:PostalAddress><cbc:PostalZone>20100</cbc:PostalZone></cac:PostalAddress>", false)]
    public void A_seller_in_Italy_has_a_whole_tax_code_and_address(string rule, string inside, bool breaks)
    {
        const string Vat = "<cac:PartyTaxScheme><cbc:CompanyID>{0}06363391001</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>";
        string SellerOf(string country) => $"<cac:AccountingSupplierParty><cac:Party>{inside}{Vat.Replace("{0}", country, StringComparison.Ordinal)}</cac:Party></cac:AccountingSupplierParty>";

        Assert.Equal(breaks, RuleSamples.Breaks(RuleSamples.Invoice(SellerOf("IT")), rule, Profile.Peppol));
        Assert.False(RuleSamples.Breaks(RuleSamples.Invoice(SellerOf("FR")), rule, Profile.Peppol));
    }
}
