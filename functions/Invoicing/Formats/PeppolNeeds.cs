using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Rules;
using BackOffice.Invoicing.Rules.Peppol;
using static BackOffice.Invoicing.Formats.En16931Needs;

namespace BackOffice.Invoicing.Formats;

/// <summary>What Peppol BIS Billing 3 makes mandatory beyond EN 16931.</summary>
internal static class PeppolNeeds
{
    public static IEnumerable<MissingTerm> Of(Invoice invoice) =>
    [
        .. Unless(IsRouted(invoice.Seller), "BT-34", "the seller's address in the Peppol network, of a scheme that it routes by"),
        .. Unless(IsRouted(invoice.Buyer), "BT-49", "the buyer's address in the Peppol network, of a scheme that it routes by"),
        .. Unless(invoice.References.Buyer is not null || invoice.References.PurchaseOrder is not null, "BT-10", "the buyer's reference or the number of the purchase order"),
        .. Parties(invoice).SelectMany(party => Identifiers(party.Party).SelectMany(id => Wrong(party.Term, id))).DistinctBy(missing => missing.Term, StringComparer.Ordinal),
    ];

    private static bool IsRouted(InvoiceParty party) => CodeLists.PeppolAddressSchemes.Has(party.ElectronicAddress?.Scheme);

    private static IEnumerable<(string Term, InvoiceParty Party)> Parties(Invoice invoice)
        => new[] { ("BT-29", invoice.Seller), ("BT-46", invoice.Buyer), ("BT-60", invoice.Payee) }.Where(party => party.Item2 is not null).Select(party => (party.Item1, party.Item2!));

    private static IEnumerable<Identifier> Identifiers(InvoiceParty party) => [.. party.Ids, .. new[] { party.LegalId, party.ElectronicAddress }.OfType<Identifier>()];

    private static IEnumerable<MissingTerm> Wrong(string term, Identifier id)
        => PeppolIdentifierRules.FaultOf(id) is { } name ? [new MissingTerm(term, $"a right identifier: '{id.Value}' is no {name} (scheme {id.Scheme})")] : [];
}
