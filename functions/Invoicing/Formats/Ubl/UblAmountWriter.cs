using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Writes amounts, allowances and taxes.</summary>
internal sealed class UblAmountWriter(ElementWriter xml, string currency)
{
    /// <summary>The schema wants a total, which EN 16931 lets be absent: it is that of the breakdown (BR-CO-14). Null where the two together do not fit.</summary>
    public static decimal? TotalVat(Invoice invoice)
    {
        if (invoice.Sums.Vat is { } written)
        {
            return written;
        }

        try
        {
            return invoice.Vat.Sum(share => share.Tax);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public void Amount(string element, decimal? amount) => xml.WriteAmount(element, amount, ("currencyID", currency));

    public void Write(IReadOnlyList<AllowanceCharge> allowances)
    {
        foreach (var allowance in allowances)
        {
            using (xml.In("cac:AllowanceCharge"))
            {
                xml.Write("cbc:ChargeIndicator", allowance.IsCharge ? "true" : "false");
                xml.Write("cbc:AllowanceChargeReasonCode", allowance.ReasonCode);
                xml.Write("cbc:AllowanceChargeReason", allowance.Reason);
                xml.Write("cbc:MultiplierFactorNumeric", allowance.Percentage);
                Amount("cbc:Amount", allowance.Amount);
                Amount("cbc:BaseAmount", allowance.Base);
                Category("cac:TaxCategory", allowance.Vat);
            }
        }
    }

    public void WriteTaxes(Invoice invoice)
    {
        using (xml.In("cac:TaxTotal"))
        {
            Amount("cbc:TaxAmount", TotalVat(invoice));
            foreach (var share in invoice.Vat)
            {
                Write(share);
            }
        }

        if (invoice.VatCurrency is { } accounting && invoice.Sums.VatInAccountingCurrency is { } tax)
        {
            using (xml.In("cac:TaxTotal"))
            {
                xml.WriteAmount("cbc:TaxAmount", tax, ("currencyID", accounting));
            }
        }
    }

    public void Write(InvoiceSums sums)
    {
        using (xml.In("cac:LegalMonetaryTotal"))
        {
            Amount("cbc:LineExtensionAmount", sums.Lines);
            Amount("cbc:TaxExclusiveAmount", sums.WithoutVat);
            Amount("cbc:TaxInclusiveAmount", sums.WithVat);
            Amount("cbc:AllowanceTotalAmount", sums.Allowances);
            Amount("cbc:ChargeTotalAmount", sums.Charges);
            Amount("cbc:PrepaidAmount", sums.Prepaid);
            Amount("cbc:PayableRoundingAmount", sums.Rounding);
            Amount("cbc:PayableAmount", sums.Due);
        }
    }

    public void Category(string element, VatCategory? category) => Category(element, category, exemption: null);

    private void Write(VatShare share)
    {
        using (xml.In("cac:TaxSubtotal"))
        {
            Amount("cbc:TaxableAmount", share.Base);
            Amount("cbc:TaxAmount", share.Tax);
            Category("cac:TaxCategory", share.Category, share);
        }
    }

    private void Category(string element, VatCategory? category, VatShare? exemption)
    {
        if (category is null)
        {
            return;
        }

        using (xml.In(element))
        {
            xml.Write("cbc:ID", category.Code);
            xml.Write("cbc:Percent", category.Rate);
            xml.Write("cbc:TaxExemptionReasonCode", exemption?.ExemptionCode);
            xml.Write("cbc:TaxExemptionReason", exemption?.ExemptionReason);
            using (xml.In("cac:TaxScheme"))
            {
                xml.Write("cbc:ID", "VAT");
            }
        }
    }
}
