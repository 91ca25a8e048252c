using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>Reads amounts, allowances and taxes.</summary>
internal sealed class CiiAmounts(NodeReading take, string currency)
{
    /// <summary>EN 16931 has all amounts but one in the currency of the document. What says it is in another is taken for what it should be; the word is then not carried.</summary>
    public decimal? Amount(RawNode? node) => take.Amount(node, currency) ?? take.Number(node);

    public InvoicePeriod? Period(RawNode? period)
        => (take.Day(period.Ram("StartDateTime")), take.Day(period.Ram("EndDateTime"))) is var (from, to) && (from ?? to) is not null ? new InvoicePeriod(from, to) : null;

    public IReadOnlyList<AllowanceCharge> AllowancesAndCharges(RawNode? owner) => [.. owner.AllRam("SpecifiedTradeAllowanceCharge").Select(AllowanceCharge)];

    public bool IsCharge(RawNode? allowance)
    {
        var indicator = allowance.Ram("ChargeIndicator")?.First(Vocabulary.CiiUnqualified, "Indicator");
        take.Ignore(indicator);
        return indicator?.Value is "true" or "1";
    }

    public InvoiceSums Sums(RawNode? settlement, string? vatCurrency)
    {
        var totals = settlement.Ram("SpecifiedTradeSettlementHeaderMonetarySummation");
        var tax = totals.AllRam("TaxTotalAmount").FirstOrDefault(amount => (amount.Attribute("currencyID") ?? currency) == currency);
        var accounting = totals.AllRam("TaxTotalAmount").FirstOrDefault(amount => amount.Attribute("currencyID") == vatCurrency && amount != tax);
        return new InvoiceSums
        {
            Lines = Amount(totals.Ram("LineTotalAmount")),
            Allowances = Amount(totals.Ram("AllowanceTotalAmount")),
            Charges = Amount(totals.Ram("ChargeTotalAmount")),
            WithoutVat = Amount(totals.Ram("TaxBasisTotalAmount")),
            Vat = Amount(tax),
            VatInAccountingCurrency = vatCurrency is null ? null : take.Amount(accounting, vatCurrency),
            WithVat = Amount(totals.Ram("GrandTotalAmount")),
            Prepaid = Amount(totals.Ram("TotalPrepaidAmount")),
            Rounding = Amount(totals.Ram("RoundingAmount")),
            Due = Amount(totals.Ram("DuePayableAmount")),
        };
    }

    public VatShare? Share(RawNode tax) => Vat(tax) is { } category
        ? new VatShare
        {
            Category = category,
            Base = Amount(tax.Ram("BasisAmount")),
            Tax = Amount(tax.Ram("CalculatedAmount")),
            ExemptionReason = take.Lines(tax.Ram("ExemptionReason")),
            ExemptionCode = take.Text(tax.Ram("ExemptionReasonCode")),
        }
        : null;

    public VatCategory? Vat(RawNode? tax)
    {
        var type = tax.Ram("TypeCode");
        if (!string.Equals(type?.Value, "VAT", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        take.Ignore(type);
        var (code, rate) = (take.Text(tax.Ram("CategoryCode")), take.Number(tax.Ram("RateApplicablePercent")));
        return code is null && rate is null ? null : new VatCategory(code ?? "", rate);
    }

    private AllowanceCharge AllowanceCharge(RawNode allowance) => new()
    {
        IsCharge = IsCharge(allowance),
        Amount = Amount(allowance.Ram("ActualAmount")),
        Base = Amount(allowance.Ram("BasisAmount")),
        Percentage = take.Number(allowance.Ram("CalculationPercent")),
        Vat = Vat(allowance.Ram("CategoryTradeTax")),
        Reason = take.Lines(allowance.Ram("Reason")),
        ReasonCode = take.Text(allowance.Ram("ReasonCode")),
    };
}
