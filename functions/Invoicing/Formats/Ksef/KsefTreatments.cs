using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>What Poland tells apart and EN 16931 does not: reverse charge at home and abroad, margin and exemption.</summary>
internal static class KsefTreatments
{
    public static InvoiceLine Of(InvoiceLine line, Invoice invoice)
        => line is { Vat.Code: "AE", Poland.Treatment: null } or { Vat.Code: "AE", Poland: null }
            ? line with { Poland = (line.Poland ?? new PolishLine()) with { Treatment = OfReverseCharge(invoice) } }
            : line;

    public static VatShare Of(VatShare share, Invoice invoice) => share switch
    {
        { Category.Code: "AE", Poland: null or { Treatment: null } } => share with { Poland = (share.Poland ?? new PolishVatShare()) with { Treatment = OfReverseCharge(invoice) } },
        _ => share,
    };

    /// <summary>The provision that exempts: of the directive where the VATEX code is one of its articles, else as the invoice words it.</summary>
    public static PolishExemption? Exemption(Invoice invoice)
    {
        var exempt = invoice.Vat.FirstOrDefault(share => share.Category.Code == "E" && share.Poland?.Treatment is null);
        return exempt switch
        {
            null => null,
            { ExemptionCode: { } code } when code.StartsWith("VATEX-EU-", StringComparison.Ordinal) => new(ExemptionBasis.Directive, exempt.ExemptionReason ?? code),
            { ExemptionReason: { } reason } => new(ExemptionBasis.Other, reason),
            { ExemptionCode: { } code } => new(ExemptionBasis.Other, code),
            _ => new(ExemptionBasis.Other, ""),
        };
    }

    /// <summary>To a buyer of another Member State it can only be a service: goods are an intra-Community supply (K).</summary>
    private static PolishTreatment OfReverseCharge(Invoice invoice)
        => KsefIdentity.EuPrefix(invoice.Buyer) is { } prefix && prefix != "PL" ? PolishTreatment.ServiceToEuBusiness : PolishTreatment.DomesticReverseCharge;
}
