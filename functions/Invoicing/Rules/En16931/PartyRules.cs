using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>Seller, buyer, payee and tax representative.</summary>
internal static class PartyRules
{
    public static IReadOnlyList<Rule<EnDocument>> All { get; } =
    [
        EnRule.Document("BR-06", "BT-27", static invoice => Terms.Filled(invoice.Terms.SellerName), "The seller has no name."),
        EnRule.Document("BR-07", "BT-44", static invoice => Terms.Filled(invoice.Terms.BuyerName), "The buyer has no name."),
        EnRule.Document("BR-08", "BG-5", static invoice => invoice.Terms.SellerAddress is not null, "The seller has no postal address."),
        EnRule.Document("BR-10", "BG-8", static invoice => invoice.Terms.BuyerAddress is not null, "The buyer has no postal address."),
        EnRule.Each("BR-18", "BT-62", static groups => groups.TaxRepresentatives, EnRule.Filled(static (terms, party) => terms.Name(party), "The seller's tax representative has no name.")),
        EnRule.Each("BR-19", "BG-12", static groups => groups.TaxRepresentatives, EnRule.Given(static (terms, party) => terms.Address(party), "The seller's tax representative has no postal address.")),
        EnRule.Each("BR-CO-26", "BG-4", static groups => groups.Sellers, EnRule.That(IsIdentified, "The seller has neither an identifier nor a legal registration nor a VAT number, so that the buyer cannot tell who it is.")),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        EnRule.Each("BR-09", "BT-40", static groups => groups.Sellers, EnRule.That(HasCountryInAddress, "The seller's address has no country.")),
        EnRule.Each("BR-11", "BT-55", static groups => groups.Buyers, EnRule.That(HasCountryInAddress, "The buyer's address has no country.")),
        new("BR-17", "BT-59", static (invoice, report) => PayeesAreOthers(invoice, static (_, _) => null, report)),
        EnRule.Each("BR-20", "BT-69", static groups => groups.TaxRepresentatives, EnRule.That(HasCountryInAddress, "The address of the seller's tax representative has no country.")),
        EnRule.Each("BR-56", "BT-63", static groups => groups.TaxRepresentatives, EnRule.Given(static (terms, party) => terms.VatId(party), "The seller's tax representative has no VAT number.")),
        EnRule.Each("BR-62", "BT-34", static groups => groups.Sellers, EnRule.That(HasSchemeOfAddress, "The seller's electronic address does not say of which scheme it is.")),
        EnRule.Each("BR-63", "BT-49", static groups => groups.Buyers, EnRule.That(HasSchemeOfAddress, "The buyer's electronic address does not say of which scheme it is.")),
        EnRule.Each("BR-CO-09", "BT-31", static groups => groups.VatIds, static (_, scheme, report) => CheckPrefix(scheme.First(Vocabulary.UblBasic, "CompanyID") ?? scheme, VatPrefixes.IsPartOfOne, report)),
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        EnRule.Document("BR-09", "BT-40", static invoice => HasCountry(invoice.Terms.SellerAddress, invoice.Terms), "The seller's address has no country."),
        EnRule.Document("BR-11", "BT-55", static invoice => HasCountry(invoice.Terms.BuyerAddress, invoice.Terms), "The buyer's address has no country."),
        new("BR-17", "BT-59", static (invoice, report) => PayeesAreOthers(invoice, static (terms, party) => terms.LegalId(party), report)),
        EnRule.Each("BR-20", "BT-69", static groups => groups.TaxRepresentatives, EnRule.That(static (terms, party) => HasCountry(terms.Address(party), terms), "The address of the seller's tax representative has no country.")),
        EnRule.Each("BR-56", "BT-63", static groups => groups.TaxRepresentatives, EnRule.Filled(static (terms, party) => terms.VatId(party), "The seller's tax representative has no VAT number.")),
        EnRule.Each("BR-62", "BT-34", static groups => groups.Sellers, EnRule.That(NamesSchemeOfAddress, "The seller's electronic address does not say of which scheme it is.")),
        EnRule.Each("BR-63", "BT-49", static groups => groups.Buyers, EnRule.That(NamesSchemeOfAddress, "The buyer's electronic address does not say of which scheme it is.")),
        EnRule.Each("BR-CO-09", "BT-31", static groups => groups.VatIds, static (_, id, report) => CheckPrefix(id, VatPrefixes.IsOne, report)),
    ];

    private static bool IsIdentified(Terms terms, RawNode seller) => (terms.Id(seller) ?? terms.LegalId(seller) ?? terms.VatId(seller)) is not null;

    private static bool HasCountryInAddress(Terms terms, RawNode party) => terms.Address(party) is not { } address || HasCountry(address, terms);

    private static bool HasCountry(RawNode? address, Terms terms) => address is not null && Terms.Filled(terms.Country(address));

    private static bool HasSchemeOfAddress(Terms terms, RawNode party) => terms.ElectronicAddress(party) is not { } address || address.Attribute("schemeID") is not null;

    private static bool NamesSchemeOfAddress(Terms terms, RawNode party)
        => party.First(Vocabulary.CiiAggregate, "URIUniversalCommunication") is null || !string.IsNullOrWhiteSpace(terms.ElectronicAddress(party)?.Attribute("schemeID"));

    /// <summary>A payee is only given when it is not the seller: by name, by identifier, and in CII by legal registration.</summary>
    private static void PayeesAreOthers(EnDocument invoice, Func<Terms, RawNode, RawNode?> legalId, Report report)
    {
        var (terms, seller) = (invoice.Terms, invoice.Groups.Sellers.FirstOrDefault());
        var ids = seller is null ? [] : terms.Ids(seller).Select(id => id.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var payee in invoice.Groups.Payees)
        {
            var isSeller = seller is not null
                && (terms.Name(payee)?.Text == terms.Name(seller)?.Text || terms.Ids(payee).Any(id => ids.Contains(id.Text)) || (legalId(terms, payee) is { } legal && legal.Text == terms.LegalId(seller)?.Text));
            report.Unless(terms.Name(payee) is not null && !isSeller, payee, $"The payee {terms.Name(payee)} has to have a name, and to be another than the seller.");
        }
    }

    private static void CheckPrefix(RawNode id, Func<string, bool> isPrefix, Report report)
        => report.Unless(isPrefix(id.Text[..Math.Min(2, id.Text.Length)]), id, $"The VAT number {id} does not begin with the code of a country.");
}
