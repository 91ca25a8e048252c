using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>A credit note of EN 16931 says what is given back; a correction of KSeF says by how much the amounts change.</summary>
internal static class KsefSigns
{
    public static Invoice Turned(Invoice invoice) => invoice with
    {
        Lines = [.. invoice.Lines.Select(Turned)],
        AllowancesAndCharges = [.. invoice.AllowancesAndCharges.Select(Turned)],
        Vat = [.. invoice.Vat.Select(Turned)],
        Sums = Turned(invoice.Sums),
    };

    private static InvoiceLine Turned(InvoiceLine line) => line with
    {
        Quantity = -line.Quantity,
        Amount = -line.Amount,
        AllowancesAndCharges = [.. line.AllowancesAndCharges.Select(Turned)],
    };

    private static AllowanceCharge Turned(AllowanceCharge part) => part with { Amount = -part.Amount, Base = -part.Base };

    private static VatShare Turned(VatShare share) => share with
    {
        Base = -share.Base,
        Tax = -share.Tax,
        Poland = share.Poland is { } poland ? poland with { TaxInZloty = -poland.TaxInZloty } : null,
    };

    private static InvoiceSums Turned(InvoiceSums sums) => new()
    {
        Lines = -sums.Lines,
        Allowances = -sums.Allowances,
        Charges = -sums.Charges,
        WithoutVat = -sums.WithoutVat,
        Vat = -sums.Vat,
        VatInAccountingCurrency = -sums.VatInAccountingCurrency,
        WithVat = -sums.WithVat,
        Prepaid = -sums.Prepaid,
        Rounding = -sums.Rounding,
        Due = -sums.Due,
    };
}
