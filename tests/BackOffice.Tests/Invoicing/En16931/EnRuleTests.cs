namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Each rule broken by one change of a right invoice, with what else that change breaks.</summary>
public sealed class EnRuleTests
{
    [Fact]
    public void A_right_invoice_breaks_no_rule()
    {
        Assert.Empty(EnSamples.Findings(EnSamples.Ubl));
        Assert.Empty(EnSamples.Findings(EnSamples.Cii));
    }

    [Theory]
    [InlineData("BR-01", "<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>", "<cbc:CustomizationID> </cbc:CustomizationID>")]
    [InlineData("BR-02", "<cbc:ID>A-1</cbc:ID>", "")]
    [InlineData("BR-10", "<cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>", "")]
    [InlineData("BR-17", "<cbc:Name>Factor</cbc:Name>", "<cbc:Name>Alfa</cbc:Name>")]
    [InlineData("BR-17", "<cbc:ID>P-1</cbc:ID>", "<cbc:ID>S-1</cbc:ID>")]
    [InlineData("BR-17", "<cac:PartyName><cbc:Name>Factor</cbc:Name></cac:PartyName>", "")]
    [InlineData("BR-21", "<cbc:ID>1</cbc:ID>", "")]
    [InlineData("BR-24 BR-CO-10 BR-S-08", "<cbc:LineExtensionAmount>94.00</cbc:LineExtensionAmount>\n    <cac:InvoicePeriod>", "<cac:InvoicePeriod>")]
    [InlineData("BR-28", "<cbc:BaseAmount>51.00", "<cbc:BaseAmount>-51.00")]
    [InlineData("BR-28", "<cbc:BaseAmount>51.00", "<cbc:BaseAmount>51,00")]
    [InlineData("BR-29", "2026-01-01", "2026-02-01")]
    [InlineData("BR-29", "2026-01-01", "1 January")]
    [InlineData("BR-30", "2026-01-06", "2026-01-04")]
    [InlineData("BR-30", "2026-01-06", "2026-02-31")]
    [InlineData("", "2026-01-06", "2026-01-06+01:00")]
    [InlineData("BR-36 BR-CO-12 BR-S-08", "<cbc:Amount>11.00</cbc:Amount>", "")]
    [InlineData("BR-41", "<cbc:Amount>10.00</cbc:Amount>", "")]
    [InlineData("BR-42 BR-CO-23", "<cbc:AllowanceChargeReason>Late</cbc:AllowanceChargeReason>", "")]
    [InlineData("BR-44 BR-CO-24", "<cbc:AllowanceChargeReason>Packing</cbc:AllowanceChargeReason>", "")]
    [InlineData("BR-33 BR-CO-21", "<cbc:AllowanceChargeReason>Rebate</cbc:AllowanceChargeReason>", "")]
    [InlineData("BR-38 BR-CO-22", "<cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>", "")]
    [InlineData("BR-51", ">1234567890<", ">12345678901<")]
    [InlineData("BR-53", "currencyID=\"RON\"", "currencyID=\"PLN\"")]
    [InlineData("BR-54", "<cbc:Value>Red</cbc:Value>", "")]
    [InlineData("BR-55", "<cac:InvoiceDocumentReference><cbc:ID>A-0</cbc:ID></cac:InvoiceDocumentReference>", "")]
    [InlineData("BR-57", "<cac:Address><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:Address>", "<cac:Address />")]
    [InlineData("BR-61", "<cac:PayeeFinancialAccount><cbc:ID>IT60X0542811101000000123456</cbc:ID></cac:PayeeFinancialAccount>", "")]
    [InlineData("BR-50", "<cbc:ID>IT60X0542811101000000123456</cbc:ID>", "<cbc:ID />")]
    [InlineData("BR-62", "schemeID=\"0211\"", "")]
    [InlineData("BR-64", "schemeID=\"0160\"", "")]
    [InlineData("BR-65", "listID=\"STI\"", "")]
    [InlineData("BR-66", "</cac:CardAccount>", "</cac:CardAccount><cac:CardAccount />")]
    [InlineData("BR-67", "</cac:PaymentMandate>", "</cac:PaymentMandate><cac:PaymentMandate />")]
    [InlineData("BR-CO-03", "<cbc:EndDate>2026-01-31</cbc:EndDate>", "<cbc:EndDate>2026-01-31</cbc:EndDate><cbc:DescriptionCode>35</cbc:DescriptionCode>")]
    [InlineData("BR-CO-09", "<cbc:CompanyID>RO123456</cbc:CompanyID>", "<cbc:CompanyID>QQ123456</cbc:CompanyID>")]
    [InlineData("BR-CO-15", "<cbc:TaxInclusiveAmount>122.00</cbc:TaxInclusiveAmount>\n    <cbc:AllowanceTotalAmount>5.00</cbc:AllowanceTotalAmount>\n    <cbc:ChargeTotalAmount>11.00</cbc:ChargeTotalAmount>\n    <cbc:PrepaidAmount>20.00", "<cbc:TaxInclusiveAmount>122.01</cbc:TaxInclusiveAmount>\n    <cbc:AllowanceTotalAmount>5.00</cbc:AllowanceTotalAmount>\n    <cbc:ChargeTotalAmount>11.00</cbc:ChargeTotalAmount>\n    <cbc:PrepaidAmount>20.01")]
    [InlineData("BR-CO-15", "currencyID=\"RON\">112.20", "currencyID=\"EUR\">22.00", "BR-53")]
    [InlineData("BR-CO-18 BR-S-01", "<cac:TaxSubtotal><cbc:TaxableAmount>100.00</cbc:TaxableAmount><cbc:TaxAmount>22.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>", "")]
    [InlineData("BR-CO-19", "<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate><cbc:EndDate>2026-01-31</cbc:EndDate></cac:InvoicePeriod>", "<cac:InvoicePeriod />")]
    [InlineData("BR-CO-20", "<cac:InvoicePeriod><cbc:StartDate>2026-01-05</cbc:StartDate><cbc:EndDate>2026-01-06</cbc:EndDate></cac:InvoicePeriod>", "<cac:InvoicePeriod />")]
    [InlineData("BR-CO-25", "<cbc:DueDate>2026-02-28</cbc:DueDate>", "")]
    [InlineData("BR-DEC-01", "<cbc:Amount>5.00", "<cbc:Amount>5.000")]
    [InlineData("BR-DEC-02", "<cbc:BaseAmount>50.00", "<cbc:BaseAmount>50.001")]
    [InlineData("BR-DEC-05", "<cbc:Amount>11.00", "<cbc:Amount>11.000")]
    [InlineData("BR-DEC-06", "<cbc:BaseAmount>110.00", "<cbc:BaseAmount>110.001")]
    [InlineData("BR-DEC-09", "<cbc:LineExtensionAmount>94.00</cbc:LineExtensionAmount>\n    <cbc:TaxExclusiveAmount>", "<cbc:LineExtensionAmount>94.000</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount>")]
    [InlineData("BR-DEC-10", "<cbc:AllowanceTotalAmount>5.00", "<cbc:AllowanceTotalAmount>5.000")]
    [InlineData("BR-DEC-11", "<cbc:ChargeTotalAmount>11.00", "<cbc:ChargeTotalAmount>11.000")]
    [InlineData("BR-DEC-12", "<cbc:TaxExclusiveAmount>100.00", "<cbc:TaxExclusiveAmount>100.000")]
    [InlineData("BR-DEC-16", "<cbc:PrepaidAmount>20.00", "<cbc:PrepaidAmount>20.000")]
    [InlineData("BR-DEC-17", "<cbc:PayableRoundingAmount>0.50", "<cbc:PayableRoundingAmount>0.500")]
    [InlineData("BR-DEC-18", "<cbc:PayableAmount>102.50", "<cbc:PayableAmount>102.500")]
    [InlineData("BR-DEC-19", "<cbc:TaxableAmount>100.00", "<cbc:TaxableAmount>100.000")]
    [InlineData("BR-DEC-20", "<cbc:TaxAmount>22.00", "<cbc:TaxAmount>22.000")]
    [InlineData("BR-DEC-23", "<cbc:LineExtensionAmount>94.00</cbc:LineExtensionAmount>\n    <cac:InvoicePeriod>", "<cbc:LineExtensionAmount>94.000</cbc:LineExtensionAmount><cac:InvoicePeriod>")]
    [InlineData("BR-DEC-24", "<cbc:Amount>10.00", "<cbc:Amount>10.000")]
    [InlineData("BR-DEC-25", "<cbc:BaseAmount>100.00", "<cbc:BaseAmount>100.001")]
    [InlineData("BR-DEC-27", "<cbc:Amount>4.00", "<cbc:Amount>4.000")]
    [InlineData("BR-DEC-28", "<cbc:BaseAmount>40.00", "<cbc:BaseAmount>40.001")]
    [InlineData("BR-47 BR-48 BR-CO-17", "<cbc:TaxAmount>22.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>VAT", "<cbc:TaxAmount>22.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent><cac:TaxScheme><cbc:ID>GST")]
    [InlineData("BR-CO-10 BR-S-08", "<cbc:LineExtensionAmount>94.00</cbc:LineExtensionAmount>\n    <cac:InvoicePeriod>", "<cbc:LineExtensionAmount>94,00</cbc:LineExtensionAmount><cac:InvoicePeriod>")]
    [InlineData("BR-CO-13 BR-CO-15 BR-CO-16", "<cbc:TaxExclusiveAmount>100.00</cbc:TaxExclusiveAmount>\n    <cbc:TaxInclusiveAmount>122.00", "<cbc:TaxExclusiveAmount>100.01</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>122.02")]
    public void In_UBL(string expected, string part, string by, string also = "")
        => Assert.Equal(string.Join(' ', $"{expected} {also}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)), EnSamples.Broken(EnSamples.Ubl, part, by));

    [Theory]
    [InlineData("BR-01", "<ram:ID>urn:cen.eu:en16931:2017</ram:ID>", "")]
    [InlineData("BR-02", "<ram:ID>A-1</ram:ID>", "<ram:ID> </ram:ID>")]
    [InlineData("BR-03", "<udt:DateTimeString format=\"102\">20260131</udt:DateTimeString></ram:IssueDateTime>", "<udt:DateTimeString format=\"610\">202601</udt:DateTimeString></ram:IssueDateTime>")]
    [InlineData("BR-06", "<ram:Name>Alfa srl</ram:Name>", "")]
    [InlineData("BR-08 BR-09", "<ram:PostalTradeAddress><ram:CountryID>IT</ram:CountryID></ram:PostalTradeAddress>", "")]
    [InlineData("BR-11", "<ram:Name>Beta GmbH</ram:Name><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>", "<ram:Name>Beta GmbH</ram:Name><ram:PostalTradeAddress />")]
    [InlineData("BR-12 BR-CO-10 BR-CO-13", "<ram:LineTotalAmount>94.00</ram:LineTotalAmount><ram:ChargeTotalAmount>", "<ram:ChargeTotalAmount>")]
    [InlineData("BR-13 BR-CO-13 BR-CO-15", "<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>", "")]
    [InlineData("BR-14 BR-CO-15 BR-CO-16", "<ram:GrandTotalAmount>122.00</ram:GrandTotalAmount>", "")]
    [InlineData("BR-15 BR-CO-16", "<ram:DuePayableAmount>102.50</ram:DuePayableAmount>", "")]
    [InlineData("BR-17", "<ram:Name>Factor</ram:Name>", "<ram:Name>Alfa srl</ram:Name>")]
    [InlineData("BR-17", "<ram:ID>REA-2</ram:ID>", "<ram:ID>REA-1</ram:ID>")]
    [InlineData("BR-18", "<ram:Name>Fisc</ram:Name>", "<ram:Name> </ram:Name>")]
    [InlineData("BR-19 BR-20", "<ram:PostalTradeAddress><ram:CountryID>RO</ram:CountryID></ram:PostalTradeAddress>", "")]
    [InlineData("BR-20", "<ram:CountryID>RO</ram:CountryID>", "")]
    [InlineData("BR-21", "<ram:LineID>1</ram:LineID>", "")]
    [InlineData("BR-22 BR-23", "<ram:BilledQuantity unitCode=\"C62\">2</ram:BilledQuantity>", "")]
    [InlineData("BR-25", "<ram:Name>Chair</ram:Name>", "")]
    [InlineData("BR-27", "<ram:ChargeAmount>50.00", "<ram:ChargeAmount>-50.00")]
    [InlineData("BR-28", "<ram:ChargeAmount>51.00", "<ram:ChargeAmount>-51.00")]
    [InlineData("BR-29", "20260101", "20260201")]
    [InlineData("BR-30", "<udt:DateTimeString format=\"102\">20260106", "<udt:DateTimeString>20260106")]
    [InlineData("BR-31 BR-CO-11 BR-S-08", "<ram:ActualAmount>5.00</ram:ActualAmount>", "")]
    [InlineData("BR-33 BR-CO-21", "<ram:Reason>Rebate</ram:Reason>", "")]
    [InlineData("BR-43", "<ram:ActualAmount>4.00</ram:ActualAmount>", "")]
    [InlineData("BR-45 BR-CO-17 BR-S-08 BR-S-09", "<ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>", "<ram:CategoryCode>")]
    [InlineData("BR-46 BR-CO-14 BR-CO-17 BR-S-09", "<ram:CalculatedAmount>22.00</ram:CalculatedAmount>", "")]
    [InlineData("BR-49", "<ram:TypeCode>48</ram:TypeCode>", "")]
    [InlineData("BR-50", "<ram:IBANID>IT60X0542811101000000123456</ram:IBANID>", "<ram:IBANID />")]
    [InlineData("BR-50 BR-61", "<ram:IBANID>IT60X0542811101000000123456</ram:IBANID>", "")]
    [InlineData("", "<ram:IBANID>IT60X0542811101000000123456</ram:IBANID>", "<ram:IBANID /><ram:ProprietaryID>7</ram:ProprietaryID>")]
    [InlineData("BR-51", ">1234567890<", ">12345678901<")]
    [InlineData("BR-52", "<ram:IssuerAssignedID>Hours</ram:IssuerAssignedID>", "")]
    [InlineData("BR-53 BR-DEC-15", "<ram:TaxCurrencyCode>RON", "<ram:TaxCurrencyCode>PLN")]
    [InlineData("BR-53", "<ram:TaxCurrencyCode>RON", "<ram:TaxCurrencyCode>EUR")]
    [InlineData("BR-54", "<ram:Value>Red</ram:Value>", "")]
    [InlineData("BR-55", "<ram:IssuerAssignedID>A-0</ram:IssuerAssignedID>", "")]
    [InlineData("BR-56", "<ram:SpecifiedTaxRegistration><ram:ID schemeID=\"VA\">RO123456</ram:ID></ram:SpecifiedTaxRegistration>", "")]
    [InlineData("BR-57", "<ram:ShipToTradeParty><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress></ram:ShipToTradeParty>", "<ram:ShipToTradeParty><ram:PostalTradeAddress /></ram:ShipToTradeParty>")]
    [InlineData("BR-62", "schemeID=\"0211\"", "schemeID=\" \"")]
    [InlineData("BR-63", "schemeID=\"9906\"", "")]
    [InlineData("BR-64", "schemeID=\"0160\"", "")]
    [InlineData("BR-65", "listID=\"STI\"", "")]
    [InlineData("BR-CO-03", "</ram:TaxPointDate>", "</ram:TaxPointDate><ram:DueDateTypeCode>5</ram:DueDateTypeCode>")]
    [InlineData("BR-CO-04", "<ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>22</ram:RateApplicablePercent></ram:ApplicableTradeTax>\n        <ram:BillingSpecifiedPeriod>", "<ram:TypeCode>GST</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>22</ram:RateApplicablePercent></ram:ApplicableTradeTax><ram:BillingSpecifiedPeriod>")]
    [InlineData("BR-CO-09", ">IT01234567890</ram:ID>", ">I</ram:ID>")]
    [InlineData("BR-CO-16", "<ram:RoundingAmount>0.50</ram:RoundingAmount>", "")]
    [InlineData("BR-CO-19", "<ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format=\"102\">20260101</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format=\"102\">20260131</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod>", "<ram:BillingSpecifiedPeriod />")]
    [InlineData("BR-CO-25", "<ram:DueDateDateTime><udt:DateTimeString format=\"102\">20260228</udt:DateTimeString></ram:DueDateDateTime>", "")]
    [InlineData("", "<ram:DueDateDateTime><udt:DateTimeString format=\"102\">20260228</udt:DateTimeString></ram:DueDateDateTime>", "<ram:Description>30 days</ram:Description>")]
    [InlineData("BR-DEC-14", "<ram:GrandTotalAmount>122.00", "<ram:GrandTotalAmount>122.000")]
    [InlineData("BR-DEC-19", "<ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>", "<ram:BasisAmount>100.000</ram:BasisAmount><ram:CategoryCode>")]
    [InlineData("BR-DEC-23", "<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>94.00", "<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>94.000")]
    [InlineData("BR-DEC-15", "<ram:TaxTotalAmount currencyID=\"RON\">112.20", "<ram:TaxTotalAmount currencyID=\"RON\">112.205")]
    public void In_CII(string expected, string part, string by) => Assert.Equal(expected, EnSamples.Broken(EnSamples.Cii, part, by));

    [Fact]
    public void VAT_of_the_invoice_has_two_decimals_in_CII_when_it_is_the_only_one()
    {
        var alone = EnSamples.Cii.Replace("<ram:TaxCurrencyCode>RON</ram:TaxCurrencyCode>", "", StringComparison.Ordinal)
            .Replace("<ram:TaxTotalAmount currencyID=\"RON\">112.20</ram:TaxTotalAmount>", "", StringComparison.Ordinal);

        Assert.Empty(EnSamples.Findings(alone));
        Assert.Equal("BR-CO-14 BR-DEC-13", EnSamples.Broken(alone, "currencyID=\"EUR\">22.00", "currencyID=\"EUR\">22.001"));
    }

    [Fact]
    public void A_card_number_shown_whole_is_a_warning_in_UBL_and_fatal_in_CII()
    {
        Assert.Equal(Severity.Warning, EnSamples.Findings(EnSamples.Ubl.Replace(">1234567890<", ">12345678901<", StringComparison.Ordinal)).Single().Severity);
        Assert.Equal(Severity.Fatal, EnSamples.Findings(EnSamples.Cii.Replace(">1234567890<", ">12345678901<", StringComparison.Ordinal)).Single().Severity);
    }

    [Fact]
    public void A_finding_says_where_and_with_which_values()
    {
        var finding = Assert.Single(EnSamples.Findings(EnSamples.Ubl.Replace("<cbc:PayableAmount>102.50", "<cbc:PayableAmount>102.40", StringComparison.Ordinal)));

        Assert.Equal(("BR-CO-16", "BT-115", "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"), (finding.Rule, finding.Term, finding.Path));
        Assert.Equal("102.40 is due; it has to be the total with VAT 122.00, less 20.00 paid, plus 0.50 for rounding.", finding.Message);
    }

    [Fact]
    public void A_root_that_the_profile_does_not_judge_is_a_finding()
    {
        var root = Formats.RawDocument.Read("<Order/>"u8.ToArray(), Formats.RawLimits.Default).Root!;

        Assert.Equal("FORMAT", Assert.Single(RuleSets.Check(root, Profile.En16931)).Rule);
    }
}
