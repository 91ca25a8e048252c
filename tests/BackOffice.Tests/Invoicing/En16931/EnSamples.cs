using System.Text;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>An invoice in both syntaxes that uses every group the semantic rules look at, and breaks none of them.</summary>
internal static class EnSamples
{
    // Line 2 x 50.00 = 100.00, less 10.00, plus 4.00 = 94.00; allowance of the invoice 5.00, charge 11.00; 94 - 5 + 11 = 100.00; 22 % = 22.00
    // 122.00 - 20.00 paid + 0.50 rounding = 102.50
    public const string Ubl =
        """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
          <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
          <cbc:ID>A-1</cbc:ID>
          <cbc:IssueDate>2026-01-31</cbc:IssueDate>
          <cbc:DueDate>2026-02-28</cbc:DueDate>
          <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
          <cbc:TaxPointDate>2026-01-30</cbc:TaxPointDate>
          <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
          <cbc:TaxCurrencyCode>RON</cbc:TaxCurrencyCode>
          <cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate><cbc:EndDate>2026-01-31</cbc:EndDate></cac:InvoicePeriod>
          <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>A-0</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
          <cac:AdditionalDocumentReference><cbc:ID>Hours</cbc:ID></cac:AdditionalDocumentReference>
          <cac:AccountingSupplierParty><cac:Party>
            <cbc:EndpointID schemeID="0211">IT01234567890</cbc:EndpointID>
            <cac:PartyIdentification><cbc:ID>S-1</cbc:ID></cac:PartyIdentification>
            <cac:PartyName><cbc:Name>Alfa</cbc:Name></cac:PartyName>
            <cac:PostalAddress><cac:Country><cbc:IdentificationCode>IT</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
            <cac:PartyTaxScheme><cbc:CompanyID>IT01234567890</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
            <cac:PartyLegalEntity><cbc:RegistrationName>Alfa srl</cbc:RegistrationName><cbc:CompanyID>REA-1</cbc:CompanyID></cac:PartyLegalEntity>
          </cac:Party></cac:AccountingSupplierParty>
          <cac:AccountingCustomerParty><cac:Party>
            <cbc:EndpointID schemeID="9906">DE123456789</cbc:EndpointID>
            <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
            <cac:PartyTaxScheme><cbc:CompanyID>DE123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
            <cac:PartyLegalEntity><cbc:RegistrationName>Beta GmbH</cbc:RegistrationName></cac:PartyLegalEntity>
          </cac:Party></cac:AccountingCustomerParty>
          <cac:PayeeParty><cac:PartyIdentification><cbc:ID>P-1</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>Factor</cbc:Name></cac:PartyName></cac:PayeeParty>
          <cac:TaxRepresentativeParty>
            <cac:PartyName><cbc:Name>Fisc</cbc:Name></cac:PartyName>
            <cac:PostalAddress><cac:Country><cbc:IdentificationCode>RO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
            <cac:PartyTaxScheme><cbc:CompanyID>RO123456</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
          </cac:TaxRepresentativeParty>
          <cac:Delivery><cbc:ActualDeliveryDate>2026-01-20</cbc:ActualDeliveryDate><cac:DeliveryLocation><cac:Address><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation></cac:Delivery>
          <cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>IT60X0542811101000000123456</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
          <cac:PaymentMeans><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode><cac:CardAccount><cbc:PrimaryAccountNumberID>1234567890</cbc:PrimaryAccountNumberID></cac:CardAccount><cac:PaymentMandate><cbc:ID>M</cbc:ID></cac:PaymentMandate></cac:PaymentMeans>
          <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Rebate</cbc:AllowanceChargeReason><cbc:Amount>5.00</cbc:Amount><cbc:BaseAmount>50.00</cbc:BaseAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge>
          <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode><cbc:Amount>11.00</cbc:Amount><cbc:BaseAmount>110.00</cbc:BaseAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge>
          <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">22.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount>100.00</cbc:TaxableAmount><cbc:TaxAmount>22.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
          <cac:TaxTotal><cbc:TaxAmount currencyID="RON">112.20</cbc:TaxAmount></cac:TaxTotal>
          <cac:LegalMonetaryTotal>
            <cbc:LineExtensionAmount>94.00</cbc:LineExtensionAmount>
            <cbc:TaxExclusiveAmount>100.00</cbc:TaxExclusiveAmount>
            <cbc:TaxInclusiveAmount>122.00</cbc:TaxInclusiveAmount>
            <cbc:AllowanceTotalAmount>5.00</cbc:AllowanceTotalAmount>
            <cbc:ChargeTotalAmount>11.00</cbc:ChargeTotalAmount>
            <cbc:PrepaidAmount>20.00</cbc:PrepaidAmount>
            <cbc:PayableRoundingAmount>0.50</cbc:PayableRoundingAmount>
            <cbc:PayableAmount>102.50</cbc:PayableAmount>
          </cac:LegalMonetaryTotal>
          <cac:InvoiceLine>
            <cbc:ID>1</cbc:ID>
            <cbc:InvoicedQuantity unitCode="C62">2</cbc:InvoicedQuantity>
            <cbc:LineExtensionAmount>94.00</cbc:LineExtensionAmount>
            <cac:InvoicePeriod><cbc:StartDate>2026-01-05</cbc:StartDate><cbc:EndDate>2026-01-06</cbc:EndDate></cac:InvoicePeriod>
            <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Late</cbc:AllowanceChargeReason><cbc:Amount>10.00</cbc:Amount><cbc:BaseAmount>100.00</cbc:BaseAmount></cac:AllowanceCharge>
            <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Packing</cbc:AllowanceChargeReason><cbc:Amount>4.00</cbc:Amount><cbc:BaseAmount>40.00</cbc:BaseAmount></cac:AllowanceCharge>
            <cac:Item>
              <cbc:Name>Chair</cbc:Name>
              <cac:StandardItemIdentification><cbc:ID schemeID="0160">4012345678901</cbc:ID></cac:StandardItemIdentification>
              <cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">1</cbc:ItemClassificationCode></cac:CommodityClassification>
              <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>
              <cac:AdditionalItemProperty><cbc:Name>Colour</cbc:Name><cbc:Value>Red</cbc:Value></cac:AdditionalItemProperty>
            </cac:Item>
            <cac:Price><cbc:PriceAmount>50.00</cbc:PriceAmount><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>1.00</cbc:Amount><cbc:BaseAmount>51.00</cbc:BaseAmount></cac:AllowanceCharge></cac:Price>
          </cac:InvoiceLine>
        </Invoice>
        """;

    public const string Cii =
        """
        <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
          <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
          <rsm:ExchangedDocument><ram:ID>A-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20260131</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
          <rsm:SupplyChainTradeTransaction>
            <ram:IncludedSupplyChainTradeLineItem>
              <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
              <ram:SpecifiedTradeProduct><ram:GlobalID schemeID="0160">4012345678901</ram:GlobalID><ram:Name>Chair</ram:Name><ram:ApplicableProductCharacteristic><ram:Description>Colour</ram:Description><ram:Value>Red</ram:Value></ram:ApplicableProductCharacteristic><ram:DesignatedProductClassification><ram:ClassCode listID="STI">1</ram:ClassCode></ram:DesignatedProductClassification></ram:SpecifiedTradeProduct>
              <ram:SpecifiedLineTradeAgreement><ram:GrossPriceProductTradePrice><ram:ChargeAmount>51.00</ram:ChargeAmount></ram:GrossPriceProductTradePrice><ram:NetPriceProductTradePrice><ram:ChargeAmount>50.00</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
              <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">2</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
              <ram:SpecifiedLineTradeSettlement>
                <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>22</ram:RateApplicablePercent></ram:ApplicableTradeTax>
                <ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format="102">20260105</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format="102">20260106</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod>
                <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:BasisAmount>100.00</ram:BasisAmount><ram:ActualAmount>10.00</ram:ActualAmount><ram:Reason>Late</ram:Reason></ram:SpecifiedTradeAllowanceCharge>
                <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator><ram:BasisAmount>40.00</ram:BasisAmount><ram:ActualAmount>4.00</ram:ActualAmount><ram:Reason>Packing</ram:Reason></ram:SpecifiedTradeAllowanceCharge>
                <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>94.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
              </ram:SpecifiedLineTradeSettlement>
            </ram:IncludedSupplyChainTradeLineItem>
            <ram:ApplicableHeaderTradeAgreement>
              <ram:SellerTradeParty><ram:ID>S-1</ram:ID><ram:Name>Alfa srl</ram:Name><ram:SpecifiedLegalOrganization><ram:ID>REA-1</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:CountryID>IT</ram:CountryID></ram:PostalTradeAddress><ram:URIUniversalCommunication><ram:URIID schemeID="0211">IT01234567890</ram:URIID></ram:URIUniversalCommunication><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">IT01234567890</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
              <ram:BuyerTradeParty><ram:Name>Beta GmbH</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress><ram:URIUniversalCommunication><ram:URIID schemeID="9906">DE123456789</ram:URIID></ram:URIUniversalCommunication><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration></ram:BuyerTradeParty>
              <ram:SellerTaxRepresentativeTradeParty><ram:Name>Fisc</ram:Name><ram:PostalTradeAddress><ram:CountryID>RO</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">RO123456</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTaxRepresentativeTradeParty>
              <ram:AdditionalReferencedDocument><ram:IssuerAssignedID>Hours</ram:IssuerAssignedID></ram:AdditionalReferencedDocument>
            </ram:ApplicableHeaderTradeAgreement>
            <ram:ApplicableHeaderTradeDelivery><ram:ShipToTradeParty><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress></ram:ShipToTradeParty><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime><udt:DateTimeString format="102">20260120</udt:DateTimeString></ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
            <ram:ApplicableHeaderTradeSettlement>
              <ram:TaxCurrencyCode>RON</ram:TaxCurrencyCode>
              <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
              <ram:PayeeTradeParty><ram:ID>P-1</ram:ID><ram:Name>Factor</ram:Name><ram:SpecifiedLegalOrganization><ram:ID>REA-2</ram:ID></ram:SpecifiedLegalOrganization></ram:PayeeTradeParty>
              <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>IT60X0542811101000000123456</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
              <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>48</ram:TypeCode><ram:ApplicableTradeSettlementFinancialCard><ram:ID>1234567890</ram:ID></ram:ApplicableTradeSettlementFinancialCard></ram:SpecifiedTradeSettlementPaymentMeans>
              <ram:ApplicableTradeTax><ram:CalculatedAmount>22.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:TaxPointDate><udt:DateString format="102">20260130</udt:DateString></ram:TaxPointDate><ram:RateApplicablePercent>22</ram:RateApplicablePercent></ram:ApplicableTradeTax>
              <ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format="102">20260101</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format="102">20260131</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod>
              <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:BasisAmount>50.00</ram:BasisAmount><ram:ActualAmount>5.00</ram:ActualAmount><ram:Reason>Rebate</ram:Reason><ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>22</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>
              <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator><ram:BasisAmount>110.00</ram:BasisAmount><ram:ActualAmount>11.00</ram:ActualAmount><ram:ReasonCode>FC</ram:ReasonCode><ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>22</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>
              <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260228</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
              <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>94.00</ram:LineTotalAmount><ram:ChargeTotalAmount>11.00</ram:ChargeTotalAmount><ram:AllowanceTotalAmount>5.00</ram:AllowanceTotalAmount><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">22.00</ram:TaxTotalAmount><ram:TaxTotalAmount currencyID="RON">112.20</ram:TaxTotalAmount><ram:RoundingAmount>0.50</ram:RoundingAmount><ram:GrandTotalAmount>122.00</ram:GrandTotalAmount><ram:TotalPrepaidAmount>20.00</ram:TotalPrepaidAmount><ram:DuePayableAmount>102.50</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
              <ram:InvoiceReferencedDocument><ram:IssuerAssignedID>A-0</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>
            </ram:ApplicableHeaderTradeSettlement>
          </rsm:SupplyChainTradeTransaction>
        </rsm:CrossIndustryInvoice>
        """;

    public static IReadOnlyList<Finding> Findings(string xml)
    {
        var root = RawDocument.Read(Encoding.UTF8.GetBytes(xml), RawLimits.Default).Root!;
        var invoice = EnDocument.Of(root)!;
        var report = new Report();
        report.Run(invoice.Terms is UblTerms ? EnRules.Ubl : EnRules.Cii, invoice);
        return report.Findings;
    }

    /// <summary>The ids broken when one thing is changed; that thing has to be there.</summary>
    public static string Broken(string sample, string part, string by)
    {
        Assert.Contains(part, sample, StringComparison.Ordinal);
        return string.Join(' ', Findings(sample.Replace(part, by, StringComparison.Ordinal)).Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal));
    }
}
