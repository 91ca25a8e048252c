using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ubl;

/// <summary>Reads amounts, allowances and taxes.</summary>
internal sealed class UblAmounts(NodeReading take, string currency)
{
    /// <summary>EN 16931 has all amounts but one in the currency of the document. What says it is in another is taken for what it should be; the word is then not carried.</summary>
    public decimal? Amount(RawNode? node) => take.Amount(node, currency) ?? take.Number(node);

    public IReadOnlyList<AllowanceCharge> AllowancesAndCharges(RawNode owner) => [.. owner.AllCac("AllowanceCharge").Select(AllowanceCharge)];

    public static bool IsCharge(RawNode allowance) => allowance.Cbc("ChargeIndicator")?.Value is "true" or "1";

    public InvoiceSums Sums(RawNode root, string? vatCurrency)
    {
        var totals = root.Cac("LegalMonetaryTotal");
        return new InvoiceSums
        {
            Lines = Amount(totals.Cbc("LineExtensionAmount")),
            Allowances = Amount(totals.Cbc("AllowanceTotalAmount")),
            Charges = Amount(totals.Cbc("ChargeTotalAmount")),
            WithoutVat = Amount(totals.Cbc("TaxExclusiveAmount")),
            Vat = Amount(Tax(root, currency)),
            VatInAccountingCurrency = vatCurrency is null ? null : take.Amount(Accounting(root, vatCurrency), vatCurrency),
            WithVat = Amount(totals.Cbc("TaxInclusiveAmount")),
            Prepaid = Amount(totals.Cbc("PrepaidAmount")),
            Rounding = Amount(totals.Cbc("PayableRoundingAmount")),
            Due = Amount(totals.Cbc("PayableAmount")),
        };
    }

    public IReadOnlyList<VatShare> Breakdown(RawNode root) => [.. root.AllCac("TaxTotal").SelectMany(total => total.AllCac("TaxSubtotal")).Where(IsVat).Select(Share)];

    public VatCategory? Vat(RawNode? category)
    {
        if (category is null || !IsVatScheme(category))
        {
            return null;
        }

        take.Ignore(category.Cac("TaxScheme").Cbc("ID"));
        var (code, rate) = (take.Text(category.Cbc("ID")), take.Number(category.Cbc("Percent")));
        return code is null && rate is null ? null : new VatCategory(code ?? "", rate);
    }

    public InvoicePeriod? Period(RawNode? period)
        => (take.Date(period.Cbc("StartDate")), take.Date(period.Cbc("EndDate"))) is var (from, to) && (from ?? to) is not null ? new InvoicePeriod(from, to) : null;

    private AllowanceCharge AllowanceCharge(RawNode allowance)
    {
        take.Ignore(allowance.Cbc("ChargeIndicator"));
        return new AllowanceCharge
        {
            IsCharge = IsCharge(allowance),
            Amount = Amount(allowance.Cbc("Amount")),
            Base = Amount(allowance.Cbc("BaseAmount")),
            Percentage = take.Number(allowance.Cbc("MultiplierFactorNumeric")),
            Vat = Vat(allowance.Cac("TaxCategory")),
            Reason = take.Lines(allowance.Cbc("AllowanceChargeReason")),
            ReasonCode = take.Text(allowance.Cbc("AllowanceChargeReasonCode")),
        };
    }

    private VatShare Share(RawNode subtotal)
    {
        var category = subtotal.Cac("TaxCategory");
        return new VatShare
        {
            Category = Vat(category) ?? new VatCategory("", Rate: null),
            Base = Amount(subtotal.Cbc("TaxableAmount")),
            Tax = Amount(subtotal.Cbc("TaxAmount")),
            ExemptionReason = take.Lines(category.Cbc("TaxExemptionReason")),
            ExemptionCode = take.Text(category.Cbc("TaxExemptionReasonCode")),
        };
    }

    private static RawNode? Tax(RawNode root, string currency)
        => root.AllCac("TaxTotal").Select(total => total.Cbc("TaxAmount")).FirstOrDefault(amount => (amount?.Attribute("currencyID") ?? currency) == currency);

    /// <summary>The total in the other currency; where both are one, the second.</summary>
    private RawNode? Accounting(RawNode root, string vatCurrency)
        => root.AllCac("TaxTotal").Select(total => total.Cbc("TaxAmount")).FirstOrDefault(amount => amount?.Attribute("currencyID") == vatCurrency && amount != Tax(root, currency));

    private static bool IsVat(RawNode subtotal) => subtotal.Cac("TaxCategory") is not { } category || IsVatScheme(category);

    private static bool IsVatScheme(RawNode category) => string.Equals(category.Cac("TaxScheme").Cbc("ID")?.Value, "VAT", StringComparison.OrdinalIgnoreCase);
}
