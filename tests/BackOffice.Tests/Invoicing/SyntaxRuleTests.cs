using BackOffice.Invoicing.Rules;

namespace BackOffice.Invoicing;

/// <summary>Rules of UBL and CII that are more than a list of places, by documents that have only what the rule looks at.</summary>
public sealed class SyntaxRuleTests
{
    private const string Payee = "<cac:PayeeParty><cac:PartyName><cbc:Name>Factor</cbc:Name></cac:PartyName></cac:PayeeParty>";
    private const string Seller = "<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Seller</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>";
    private const string Settlement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement";

    [Theory]
    [InlineData("BR-CL-03", "<cbc:PriceAmount>1</cbc:PriceAmount>", true)] // no currency at all
    [InlineData("BR-CL-03", "<cbc:PriceAmount currencyID=\" EUR \">1</cbc:PriceAmount>", false)]
    [InlineData("BR-CL-07", "<cac:AdditionalDocumentReference><cbc:ID schemeID=\"???\">1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>", true)]
    [InlineData("BR-CL-07", "<cac:AdditionalDocumentReference><cbc:ID schemeID=\"???\">1</cbc:ID></cac:AdditionalDocumentReference>", false)]
    [InlineData("BR-CL-08", "<cbc:Note>#AAI#text</cbc:Note>", false)]
    [InlineData("BR-CL-08", "<cbc:Note>#QQQ#text</cbc:Note>", true)]
    [InlineData("BR-CL-08", "<cbc:Note>#no subject# at all</cbc:Note>", false)]
    [InlineData("BR-CL-10", "<cac:PayeeParty><cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">1</cbc:ID></cac:PartyIdentification></cac:PayeeParty>", false)]
    [InlineData("BR-CL-10", "<cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID=\"SEPA\">1</cbc:ID></cac:PartyIdentification></cac:Party></cac:AccountingCustomerParty>", true)]
    [InlineData("BR-CL-18", "<cac:ClassifiedTaxCategory><cbc:ID>X</cbc:ID></cac:ClassifiedTaxCategory>", true)]
    [InlineData("BR-CL-20", "<cac:AllowanceCharge><cbc:ChargeIndicator>1</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode></cac:AllowanceCharge>", true)]
    [InlineData("BR-CL-20", "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode></cac:AllowanceCharge>", false)]
    [InlineData("BR-CL-22", "<cac:TaxCategory><cbc:TaxExemptionReasonCode>vatex-eu-ae</cbc:TaxExemptionReasonCode></cac:TaxCategory>", false)]
    [InlineData("BR-CL-22", "<cac:TaxCategory><cbc:TaxExemptionReasonCode>Art. 196</cbc:TaxExemptionReasonCode></cac:TaxCategory>", true)]
    [InlineData("UBL-SR-07", "<cac:BillingReference/>", true)]
    [InlineData("UBL-SR-12", "<cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>vat</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyTaxScheme><cbc:CompanyID>2</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme></cac:Party></cac:AccountingSupplierParty>", true)]
    [InlineData("UBL-SR-12", "<cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme><cbc:CompanyID>1</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyTaxScheme><cbc:CompanyID>2</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme></cac:Party></cac:AccountingSupplierParty>", false)]
    [InlineData("UBL-SR-19", Seller + Payee, false)]
    [InlineData("UBL-SR-19", Payee, true)] // a seller without a name is not different
    [InlineData("UBL-SR-43", "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cbc:DocumentTypeCode>916</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>", true)]
    [InlineData("UBL-SR-46", "<cac:PaymentMeans><cbc:PaymentMeansCode name=\"a\">30</cbc:PaymentMeansCode></cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode name=\"a\">30</cbc:PaymentMeansCode></cac:PaymentMeans>", true)]
    [InlineData("UBL-SR-47", "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode></cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>31</cbc:PaymentMeansCode></cac:PaymentMeans>", true)]
    [InlineData("UBL-SR-48", "<cac:InvoiceLine/>", true)]
    [InlineData("UBL-SR-53", "<cac:PartyTaxScheme><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>", true)]
    [InlineData("UBL-CR-002", "<cbc:UBLVersionID>2.0</cbc:UBLVersionID>", true)]
    [InlineData("UBL-CR-002", "<cbc:UBLVersionID>2.1</cbc:UBLVersionID>", false)]
    [InlineData("UBL-CR-412", "<cac:PaymentMeans><cbc:PaymentDueDate>2026-01-01</cbc:PaymentDueDate></cac:PaymentMeans>", true)]
    [InlineData("UBL-CR-666", "<cac:AdditionalDocumentReference><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode><cac:Attachment/></cac:AdditionalDocumentReference>", true)]
    [InlineData("UBL-CR-666", "<cac:AdditionalDocumentReference><cac:Attachment/></cac:AdditionalDocumentReference>", false)]
    [InlineData("UBL-DT-01", "<cbc:TaxAmount>1.234</cbc:TaxAmount>", true)]
    [InlineData("UBL-DT-01", "<cac:Price><cbc:PriceAmount>1.234</cbc:PriceAmount></cac:Price>", false)]
    [InlineData("UBL-DT-01", "<cac:Price><cac:AllowanceCharge><cbc:BaseAmount>1.234</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>", false)]
    [InlineData("UBL-DT-01", "<cbc:TaxAmount>one</cbc:TaxAmount>", false)]
    [InlineData("UBL-DT-07", "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\"/>", true)]
    [InlineData("UBL-DT-18", "<cbc:Note name=\"x\">x</cbc:Note>", true)]
    public void A_UBL_invoice_breaks_a_rule_or_not(string rule, string inside, bool breaks) => Assert.Equal(breaks, RuleSamples.Breaks(RuleSamples.Invoice(inside), rule));

    [Theory]
    [InlineData("BR-CL-01", "<cbc:CreditNoteTypeCode>380</cbc:CreditNoteTypeCode>", true)] // an invoice's code
    [InlineData("BR-CL-01", "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>", false)]
    [InlineData("UBL-SR-43", "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>", false)]
    [InlineData("UBL-CR-412", "<cac:PaymentMeans><cbc:PaymentDueDate>2026-01-01</cbc:PaymentDueDate></cac:PaymentMeans>", false)]
    public void A_UBL_credit_note_breaks_a_rule_or_not(string rule, string inside, bool breaks) => Assert.Equal(breaks, RuleSamples.Breaks(RuleSamples.CreditNote(inside), rule));

    [Theory]
    [InlineData("CII-SR-009", "<rsm:ExchangedDocumentContext/>", true)]
    [InlineData("CII-SR-014", "<rsm:ExchangedDocument><ram:TypeCode>380</ram:TypeCode></rsm:ExchangedDocument>", false)]
    [InlineData("CII-SR-463", "<ram:SpecifiedTradeAllowanceCharge/>", true)]
    [InlineData("CII-SR-463", "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator/></ram:SpecifiedTradeAllowanceCharge>", false)]
    [InlineData("CII-DT-013", "", false)]
    [InlineData("CII-DT-031", "<ram:GrandTotalAmount currencyID=\"EUR\">1</ram:GrandTotalAmount>", true)]
    [InlineData("CII-DT-031", "<ram:TaxTotalAmount currencyID=\"EUR\">1</ram:TaxTotalAmount>", false)]
    [InlineData("CII-DT-033", "<ram:BasisQuantity unitCode=\"C62\">1</ram:BasisQuantity>", true)]
    [InlineData("CII-DT-037", "<ram:ApplicableTradeTax><ram:TypeCode>GST</ram:TypeCode></ram:ApplicableTradeTax>", true)]
    [InlineData("CII-DT-097", "<udt:DateTimeString format=\"102\"> 20260231 </udt:DateTimeString>", false)] // the calendar is not asked
    [InlineData("CII-DT-097", "<udt:DateTimeString format=\"102\">2026-02-01</udt:DateTimeString>", true)]
    [InlineData("CII-DT-097", "<udt:DateTimeString format=\"102\">20261301</udt:DateTimeString>", true)]
    [InlineData("CII-DT-101", "<ram:URIID schemeName=\"x\">1</ram:URIID>", true)]
    [InlineData("CII-DT-018", "<ram:ContractReferencedDocument><ram:TypeCode>130</ram:TypeCode></ram:ContractReferencedDocument>", true)]
    [InlineData("CII-DT-018", "<ram:AdditionalReferencedDocument><ram:TypeCode>130</ram:TypeCode></ram:AdditionalReferencedDocument>", false)]
    [InlineData("CII-DT-015", "<ram:AdditionalReferencedDocument><ram:URIID>a</ram:URIID><ram:TypeCode>130</ram:TypeCode></ram:AdditionalReferencedDocument>", true)]
    public void A_CII_invoice_breaks_a_rule_or_not(string rule, string inside, bool breaks) => Assert.Equal(breaks, RuleSamples.Breaks(RuleSamples.Cii(inside), rule));

    [Theory]
    [InlineData("CII-SR-452", "<ram:SpecifiedTradePaymentTerms/><ram:SpecifiedTradePaymentTerms/>")]
    [InlineData("CII-SR-461", "<ram:ApplicableTradeTax><ram:TaxPointDate/><ram:TaxPointDate/></ram:ApplicableTradeTax>")]
    [InlineData("CII-SR-462", "<ram:ApplicableTradeTax><ram:DueDateTypeCode>5</ram:DueDateTypeCode></ram:ApplicableTradeTax><ram:ApplicableTradeTax><ram:DueDateTypeCode>29</ram:DueDateTypeCode></ram:ApplicableTradeTax>")]
    [InlineData("CII-SR-467", "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode></ram:SpecifiedTradeSettlementPaymentMeans><ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode></ram:SpecifiedTradeSettlementPaymentMeans>")]
    [InlineData("CII-SR-469", "<ram:PaymentReference>1</ram:PaymentReference><ram:PaymentReference>1</ram:PaymentReference>")]
    [InlineData("CII-SR-470", "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode></ram:SpecifiedTradeSettlementPaymentMeans>")]
    [InlineData("CII-SR-487", "<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:DuePayableAmount/><ram:DuePayableAmount/></ram:SpecifiedTradeSettlementHeaderMonetarySummation>")]
    public void A_settlement_in_CII_breaks_a_rule(string rule, string inside)
    {
        var document = RuleSamples.Nested(Settlement, times: 1).Replace(">x<", $">{inside}<", StringComparison.Ordinal);

        Assert.True(RuleSamples.Breaks(RuleSamples.Cii(document), rule));
        Assert.False(RuleSamples.Breaks(RuleSamples.Cii(RuleSamples.Nested(Settlement, times: 1)), rule));
    }

    [Fact]
    public void The_rules_that_CIUS_RO_is_older_than_are_not_raised_by_it()
    {
        var document = RuleSamples.Invoice("<cac:PartyTaxScheme/>");

        Assert.True(RuleSamples.Breaks(document, "UBL-SR-53"));
        Assert.False(RuleSamples.Breaks(document, "UBL-SR-53", Profile.CiusRo));
    }
}
