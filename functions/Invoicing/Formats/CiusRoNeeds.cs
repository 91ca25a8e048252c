using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats.Ubl;
using static BackOffice.Invoicing.Formats.En16931Needs;

namespace BackOffice.Invoicing.Formats;

/// <summary>What Romania's CIUS-RO makes mandatory beyond EN 16931 (Order of the Minister of Finance 1366/2021).</summary>
internal static class CiusRoNeeds
{
    public static IEnumerable<MissingTerm> Of(Invoice invoice) =>
    [
        .. Unless(invoice.Currency == "RON" || invoice.VatCurrency == "RON", "BT-6", "RON as the currency of VAT accounting, since the invoice is in another one"),
        .. Unless(invoice.Seller.LegalId is not null || invoice.Seller.VatId is not null || invoice.Seller.TaxRegistration is not null, "BT-31", "an identifier of the seller"),
        .. Unless(invoice.Buyer.LegalId is not null || invoice.Buyer.VatId is not null, "BT-48", "the VAT or registration identifier of the buyer"),
        .. Address(invoice.Seller.Address, "BT-35, BT-37, BT-39", "the seller"),
        .. Address(invoice.Buyer.Address, "BT-50, BT-52, BT-54", "the buyer"),
        .. Other(invoice),
    ];

    /// <summary>The rules ask this of an invoice, and of a credit note not.</summary>
    private static IEnumerable<MissingTerm> Other(Invoice invoice) => UblFormat.IsCreditNote(invoice) ? [] :
    [
        .. invoice.TaxRepresentative is { } representative ? Address(representative.Address, "BT-64, BT-66, BT-68", "the seller's tax representative") : [],
        .. invoice.Delivery?.Address is { } place ? Address(place, "BT-75, BT-77, BT-79", "the place of delivery").Concat(Unless(place.Subdivision is not null || place.Country == "RO", "BT-79", "the county of the place of delivery")) : [],
    ];

    private static IEnumerable<MissingTerm> Address(InvoiceAddress? address, string terms, string whose)
    {
        var parts = terms.Split(", ");
        var isHere = address?.Country == "RO";
        return
        [
            .. Unless(address?.Line1 is not null, parts[0], $"the street of {whose}"),
            .. Unless(address?.City is not null, parts[1], $"the town of {whose}"),
            .. Unless(!isHere || IsCounty(address?.Subdivision), parts[2], $"the county of {whose} by its code, as RO-CJ"),
            .. Unless(!isHere || address?.Subdivision != "RO-B" || address.City is null || IsSector(address.City), parts[1], $"the sector of Bucharest of {whose}, SECTOR1 to SECTOR6"),
        ];
    }

    /// <summary>ISO 3166-2:RO.</summary>
    private static bool IsCounty(string? code) => code is ['R', 'O', '-', >= 'A' and <= 'Z'] or ['R', 'O', '-', >= 'A' and <= 'Z', >= 'A' and <= 'Z'];

    private static bool IsSector(string city) => city is ['S', 'E', 'C', 'T', 'O', 'R', >= '1' and <= '6'];
}
