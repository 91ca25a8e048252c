using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.En16931Needs;

namespace BackOffice.Invoicing.Formats;

/// <summary>What the VAT categories of an invoice make mandatory: who the parties are, why nothing is taxed, where goods went.</summary>
internal static class VatNeeds
{
    public static IEnumerable<MissingTerm> Of(Invoice invoice)
        => Categories(invoice).SelectMany(category => Of(category, invoice)).Concat(invoice.Vat.SelectMany(Share)).DistinctBy(missing => missing.Term, StringComparer.Ordinal);

    private static IEnumerable<string> Categories(Invoice invoice)
        => invoice.Lines.Select(line => line.Vat).Concat(invoice.AllowancesAndCharges.Select(part => part.Vat)).Concat(invoice.Vat.Select(share => share.Category))
            .OfType<VatCategory>().Select(category => category.Code).Distinct(StringComparer.Ordinal);

    private static IEnumerable<MissingTerm> Of(string category, Invoice invoice) => category switch
    {
        "K" => [.. Seller(invoice), .. Buyer(invoice), .. Delivered(invoice)],
        "G" => Seller(invoice),
        "AE" => [.. Registered(invoice), .. Unless(invoice.Buyer.VatId is not null || invoice.Buyer.LegalId is not null, "BT-48", "the VAT number or the legal registration of the buyer, who owes the VAT")],
        "S" or "Z" or "E" or "L" or "M" => Registered(invoice),
        _ => [],
    };

    private static IEnumerable<MissingTerm> Seller(Invoice invoice)
        => Unless(invoice.Seller.VatId is not null || invoice.TaxRepresentative?.VatId is not null, "BT-31", "the VAT number of the seller or of its tax representative");

    private static IEnumerable<MissingTerm> Registered(Invoice invoice)
        => invoice.Seller.TaxRegistration is not null ? [] : Seller(invoice);

    private static IEnumerable<MissingTerm> Buyer(Invoice invoice) => Unless(invoice.Buyer.VatId is not null, "BT-48", "the VAT number of the buyer");

    private static IEnumerable<MissingTerm> Delivered(Invoice invoice) =>
    [
        .. Unless(invoice.Delivery is { Date: not null } or { Period: not null }, "BT-72", "the day of an intra-Community supply"),
        .. Unless(invoice.Delivery?.Address?.Country is not null, "BT-80", "the country that an intra-Community supply went to"),
    ];

    private static IEnumerable<MissingTerm> Share(VatShare share) =>
    [
        .. Unless(!VatTreatment.NeedsReason(share.Category.Code) || share.ExemptionReason is not null || share.ExemptionCode is not null, "BT-120", "why nothing is taxed"),
        .. Unless(!VatTreatment.IsTaxed(share.Category.Code) || share.Category.Rate is not null, "BT-119", "the rate of VAT"),
    ];
}
