namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The sample invoice with everything in one VAT category, and the ways to spoil it. Every change has to find what it changes.</summary>
internal sealed class CategorySample
{
    private const string UblVat = "<cbc:ID>S</cbc:ID><cbc:Percent>22</cbc:Percent>";
    private const string CiiVat = "<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>22</ram:RateApplicablePercent>";
    private readonly bool isUbl;

    public CategorySample(string code, string syntax)
    {
        isUbl = syntax == "UBL";
        Category = VatCategory.All.Single(category => category.Code == code);
        Xml = Turned(isUbl ? EnSamples.Ubl : EnSamples.Cii);
    }

    public VatCategory Category { get; }

    public string Xml { get; }

    private string Rate => Category.Rate switch
    {
        VatRate.Absent => "",
        VatRate.Zero => RateOf("0"),
        _ => RateOf("22"),
    };

    private string Reason => isUbl ? "<cbc:TaxExemptionReason>Because</cbc:TaxExemptionReason>" : "<ram:ExemptionReason>Because</ram:ExemptionReason>";

    public string Id(string number) => Category.Numbered(number);

    public string WithRate(string sample, string rate)
        => isUbl ? Edit(sample, $"<cbc:ID>{Category.Code}</cbc:ID>{Rate}", $"<cbc:ID>{Category.Code}</cbc:ID>{RateOf(rate)}")
            : Edit(sample, $"<ram:CategoryCode>{Category.Code}</ram:CategoryCode>{Rate}", $"<ram:CategoryCode>{Category.Code}</ram:CategoryCode>{RateOf(rate)}");

    public string WithTaxable(string sample, string amount)
        => isUbl ? Edit(sample, "<cbc:TaxableAmount>100.00", $"<cbc:TaxableAmount>{amount}")
            : Edit(sample, "<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>100.00", $"<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{amount}");

    public string WithTax(string sample, string amount)
        => isUbl ? Edit(sample, $"<cbc:TaxAmount>{Tax}", $"<cbc:TaxAmount>{amount}") : Edit(sample, $"<ram:CalculatedAmount>{Tax}", $"<ram:CalculatedAmount>{amount}");

    public string WithWrongReason(string sample)
    {
        if (Category.NeedsReason)
        {
            return Edit(sample, Reason, "");
        }

        return isUbl ? Edit(sample, "<cac:TaxSubtotal><cbc:TaxableAmount>100.00</cbc:TaxableAmount>" + TaxElement + "<cac:TaxCategory>", "<cac:TaxSubtotal><cbc:TaxableAmount>100.00</cbc:TaxableAmount>" + TaxElement + "<cac:TaxCategory>" + Reason)
            : Edit(sample, TaxElement, TaxElement + Reason);
    }

    /// <summary>No tax number of anybody; for what is not subject to VAT, one.</summary>
    public string WithWrongParties(string sample)
    {
        if (Category.Code == "O")
        {
            return isUbl ? Edit(sample, "<cac:PartyTaxScheme><cbc:CompanyID>IT01234567890</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC", "<cac:PartyTaxScheme><cbc:CompanyID>IT01234567890</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT")
                : Edit(sample, "schemeID=\"FC\">IT", "schemeID=\"VA\">IT");
        }

        return isUbl ? Edit(sample, "<cac:PartyTaxScheme>", "<cac:Other>").Replace("</cac:PartyTaxScheme>", "</cac:Other>", StringComparison.Ordinal)
            : Edit(sample, "<ram:SpecifiedTaxRegistration>", "<ram:Other>").Replace("</ram:SpecifiedTaxRegistration>", "</ram:Other>", StringComparison.Ordinal);
    }

    public string WithBreakdownOf(string sample, string code)
        => isUbl ? Edit(sample, $"{TaxElement}<cac:TaxCategory>{(Category.NeedsReason ? Reason : "")}<cbc:ID>{Category.Code}</cbc:ID>", $"{TaxElement}<cac:TaxCategory><cbc:ID>{code}</cbc:ID>")
            : Edit(sample, $"<ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>{Category.Code}<", $"<ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>{code}<");

    public string WithThingsOf(string sample, string code) => WithBreakdownOf(sample, "KEPT") is var kept
        ? WithEverythingOf(kept, code).Replace("KEPT", Category.Code, StringComparison.Ordinal) : sample;

    public string WithEverythingOf(string sample, string code)
        => isUbl ? Edit(sample, $"<cbc:ID>{Category.Code}</cbc:ID>", $"<cbc:ID>{code}</cbc:ID>") : Edit(sample, $"<ram:CategoryCode>{Category.Code}<", $"<ram:CategoryCode>{code}<");

    /// <summary>Only the line is left of the things that have a category.</summary>
    public string WithOneThing(string sample)
        => isUbl ? sample : Edit(sample, "<ram:CategoryTradeTax>", "<ram:Other>").Replace("</ram:CategoryTradeTax>", "</ram:Other>", StringComparison.Ordinal);

    public string WithSecondBreakdown(string sample, string code)
        => isUbl ? Edit(sample, "</cac:TaxSubtotal>", $"</cac:TaxSubtotal><cac:TaxSubtotal><cac:TaxCategory><cbc:ID>{code}</cbc:ID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>")
            : Edit(sample, "<ram:ApplicableTradeTax><ram:CalculatedAmount>", $"<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>{code}</ram:CategoryCode></ram:ApplicableTradeTax><ram:ApplicableTradeTax><ram:CalculatedAmount>");

    public string WithoutDates(string sample)
        => isUbl ? Edit(Edit(sample, "<cac:InvoicePeriod><cbc:StartDate>2026-01-01</cbc:StartDate><cbc:EndDate>2026-01-31</cbc:EndDate></cac:InvoicePeriod>", ""), "<cbc:ActualDeliveryDate>2026-01-20</cbc:ActualDeliveryDate>", "")
            : Edit(Edit(sample, "<ram:BillingSpecifiedPeriod><ram:StartDateTime><udt:DateTimeString format=\"102\">20260101</udt:DateTimeString></ram:StartDateTime><ram:EndDateTime><udt:DateTimeString format=\"102\">20260131</udt:DateTimeString></ram:EndDateTime></ram:BillingSpecifiedPeriod>", ""), "<udt:DateTimeString format=\"102\">20260120</udt:DateTimeString>", "");

    public string WithoutDestination(string sample)
        => isUbl ? Edit(sample, "<cac:DeliveryLocation><cac:Address><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation>", "")
            : Edit(sample, "<ram:ShipToTradeParty><ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress></ram:ShipToTradeParty>", "");

    public static string WithinItaly(string sample)
        => sample.Replace(">DE<", ">IT<", StringComparison.Ordinal).Replace(">RO<", ">IT<", StringComparison.Ordinal);

    private string Tax => Category.IsTaxed ? "22.00" : "0.00";

    private string TaxElement => isUbl ? $"<cbc:TaxAmount>{Tax}</cbc:TaxAmount>" : $"<ram:CalculatedAmount>{Tax}</ram:CalculatedAmount>";

    private string RateOf(string rate) => isUbl ? $"<cbc:Percent>{rate}</cbc:Percent>" : $"<ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent>";

    private string Turned(string sample)
    {
        var turned = Category.IsTaxed ? sample : WithoutTax(sample);
        turned = isUbl ? Edit(turned, UblVat, $"<cbc:ID>{Category.Code}</cbc:ID>{Rate}") : Edit(turned, CiiVat, $"<ram:CategoryCode>{Category.Code}</ram:CategoryCode>{Rate}");
        // In CII the rate of the breakdown stands behind the tax point and is changed by itself.
        turned = isUbl ? turned : Edit(Edit(turned, "<ram:CategoryCode>S</ram:CategoryCode><ram:TaxPointDate>", $"<ram:CategoryCode>{Category.Code}</ram:CategoryCode><ram:TaxPointDate>"), "</ram:TaxPointDate><ram:RateApplicablePercent>22</ram:RateApplicablePercent>", "</ram:TaxPointDate>" + Rate);
        turned = Category.Code == "O" ? WithoutVatNumbers(turned) : turned;
        return !Category.NeedsReason ? turned
            : isUbl ? Edit(turned, $"{TaxElement}<cac:TaxCategory>", $"{TaxElement}<cac:TaxCategory>{Reason}") : Edit(turned, TaxElement, TaxElement + Reason);
    }

    private string WithoutTax(string sample) => isUbl
        ? Edit(Edit(Edit(Edit(Edit(sample, "\"EUR\">22.00", "\"EUR\">0.00"), "\"RON\">112.20", "\"RON\">0.00"), "<cbc:TaxAmount>22.00", "<cbc:TaxAmount>0.00"), "<cbc:TaxInclusiveAmount>122.00", "<cbc:TaxInclusiveAmount>100.00"), "<cbc:PayableAmount>102.50", "<cbc:PayableAmount>80.50")
        : Edit(Edit(Edit(Edit(Edit(sample, "\"EUR\">22.00", "\"EUR\">0.00"), "\"RON\">112.20", "\"RON\">0.00"), "<ram:CalculatedAmount>22.00", "<ram:CalculatedAmount>0.00"), "<ram:GrandTotalAmount>122.00", "<ram:GrandTotalAmount>100.00"), "<ram:DuePayableAmount>102.50", "<ram:DuePayableAmount>80.50");

    // The tax representative goes altogether, since it would have to have a VAT number.
    private string WithoutVatNumbers(string sample)
    {
        var (start, end) = isUbl ? ("<cac:TaxRepresentativeParty>", "</cac:TaxRepresentativeParty>") : ("<ram:SellerTaxRepresentativeTradeParty>", "</ram:SellerTaxRepresentativeTradeParty>");
        var from = sample.IndexOf(start, StringComparison.Ordinal);
        var without = sample.Remove(from, sample.IndexOf(end, StringComparison.Ordinal) + end.Length - from);
        return isUbl ? Edit(Edit(without, "<cbc:CompanyID>IT01234567890</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT", "<cbc:CompanyID>IT01234567890</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC"), "<cbc:CompanyID>DE123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT", "<cbc:CompanyID>DE123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>LOC")
            : Edit(without, "schemeID=\"VA\"", "schemeID=\"FC\"");
    }

    private static string Edit(string sample, string part, string by)
    {
        Assert.Contains(part, sample, StringComparison.Ordinal);
        return sample.Replace(part, by, StringComparison.Ordinal);
    }
}
