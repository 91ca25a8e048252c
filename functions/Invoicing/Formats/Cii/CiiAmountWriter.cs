using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Writes amounts, allowances and taxes.</summary>
internal sealed class CiiAmountWriter(ElementWriter xml)
{
    public void Write(string element, InvoicePeriod? period)
    {
        using (xml.In(element))
        {
            xml.WriteDay("ram:StartDateTime", period?.From);
            xml.WriteDay("ram:EndDateTime", period?.To);
        }
    }

    public void Write(IReadOnlyList<AllowanceCharge> allowances)
    {
        foreach (var allowance in allowances)
        {
            using (xml.In("ram:SpecifiedTradeAllowanceCharge"))
            {
                Indicator(allowance.IsCharge);
                xml.Write("ram:CalculationPercent", allowance.Percentage);
                xml.WriteAmount("ram:BasisAmount", allowance.Base);
                xml.WriteAmount("ram:ActualAmount", allowance.Amount);
                xml.Write("ram:ReasonCode", allowance.ReasonCode);
                xml.Write("ram:Reason", allowance.Reason);
                Category("ram:CategoryTradeTax", allowance.Vat);
            }
        }
    }

    public void Indicator(bool isCharge)
    {
        using (xml.In("ram:ChargeIndicator"))
        {
            xml.Write("udt:Indicator", isCharge ? "true" : "false");
        }
    }

    public void Category(string element, VatCategory? category)
    {
        if (category is not null)
        {
            using (xml.In(element))
            {
                xml.Write("ram:TypeCode", "VAT");
                xml.Write("ram:CategoryCode", category.Code);
                xml.Write("ram:RateApplicablePercent", category.Rate);
            }
        }
    }

    /// <param name="share">Of one category.</param>
    /// <param name="taxPoint">Whose tax point is written here; null where it stands elsewhere, since it may stand only once.</param>
    public void Write(VatShare share, Invoice? taxPoint)
    {
        using (xml.In("ram:ApplicableTradeTax"))
        {
            xml.WriteAmount("ram:CalculatedAmount", share.Tax);
            xml.Write("ram:TypeCode", "VAT");
            xml.Write("ram:ExemptionReason", share.ExemptionReason);
            xml.WriteAmount("ram:BasisAmount", share.Base);
            xml.Write("ram:CategoryCode", share.Category.Code);
            xml.Write("ram:ExemptionReasonCode", share.ExemptionCode);
            xml.WriteDay("ram:TaxPointDate", taxPoint?.TaxPointDate, "udt:DateString");
            xml.Write("ram:DueDateTypeCode", CiiTaxPoint.Write(taxPoint?.TaxPointCode));
            xml.Write("ram:RateApplicablePercent", share.Category.Rate);
        }
    }

    public void Write(InvoiceSums sums, Invoice invoice)
    {
        using (xml.In("ram:SpecifiedTradeSettlementHeaderMonetarySummation"))
        {
            xml.WriteAmount("ram:LineTotalAmount", sums.Lines);
            xml.WriteAmount("ram:ChargeTotalAmount", sums.Charges);
            xml.WriteAmount("ram:AllowanceTotalAmount", sums.Allowances);
            xml.WriteAmount("ram:TaxBasisTotalAmount", sums.WithoutVat);
            xml.WriteAmount("ram:TaxTotalAmount", sums.Vat, ("currencyID", invoice.Currency));
            xml.WriteAmount("ram:TaxTotalAmount", invoice.VatCurrency is null || invoice.VatCurrency == invoice.Currency ? null : sums.VatInAccountingCurrency, ("currencyID", invoice.VatCurrency));
            xml.WriteAmount("ram:RoundingAmount", sums.Rounding);
            xml.WriteAmount("ram:GrandTotalAmount", sums.WithVat);
            xml.WriteAmount("ram:TotalPrepaidAmount", sums.Prepaid);
            xml.WriteAmount("ram:DuePayableAmount", sums.Due);
        }
    }
}
