using BackOffice.Invoicing.Domain;
using static BackOffice.Invoicing.Formats.En16931Needs;

namespace BackOffice.Invoicing.Formats;

/// <summary>What Peppol BIS Billing 3 makes mandatory beyond EN 16931.</summary>
internal static class PeppolNeeds
{
    public static IEnumerable<MissingTerm> Of(Invoice invoice) =>
    [
        .. Unless(invoice.Seller.ElectronicAddress is { Scheme: not null }, "BT-34", "the seller's address in the Peppol network, with its scheme"),
        .. Unless(invoice.Buyer.ElectronicAddress is { Scheme: not null }, "BT-49", "the buyer's address in the Peppol network, with its scheme"),
        .. Unless(invoice.References.Buyer is not null || invoice.References.PurchaseOrder is not null, "BT-10", "the buyer's reference or the number of the purchase order"),
    ];
}
