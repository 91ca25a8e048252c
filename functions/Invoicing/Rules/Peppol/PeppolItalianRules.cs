using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>Peppol's rules for sellers in Italy (IT-R).</summary>
internal static class PeppolItalianRules
{
    private static readonly ElementPath Sellers = ElementPath.Of("cac:AccountingSupplierParty/cac:Party");
    private static readonly ElementPath Registrations = ElementPath.Of("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme");
    private static readonly ElementPath Id = ElementPath.Of("cbc:CompanyID");
    private static readonly ElementPath Scheme = ElementPath.Of("cac:TaxScheme/cbc:ID");
    private static readonly ElementPath Street = ElementPath.Of("cac:PostalAddress/cbc:StreetName");
    private static readonly ElementPath City = ElementPath.Of("cac:PostalAddress/cbc:CityName");
    private static readonly ElementPath PostCode = ElementPath.Of("cac:PostalAddress/cbc:PostalZone");

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        new("IT-R-001", "BT-32", "/", TaxCodeIsWhole),
        HasPart("IT-R-002", "BT-35", "street", Street),
        HasPart("IT-R-003", "BT-37", "city", City),
        HasPart("IT-R-004", "BT-38", "post code", PostCode),
    ];

    private static void TaxCodeIsWhole(RawNode document, Report report)
    {
        foreach (var registration in IsItalian(document) ? Registrations.All(document) : [])
        {
            if (Scheme.ValueIn(registration) != "VAT")
            {
                var code = Id.ValueIn(registration);
                var isWhole = code.Length is >= 11 and <= 16 && code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
                report.Unless(isWhole, registration, $"An Italian tax code has 11 to 16 letters and digits: '{code}'.");
            }
        }
    }

    private static ElementRule HasPart(string id, string term, string name, ElementPath part)
        => new(id, term, "/", (document, report) =>
        {
            foreach (var seller in IsItalian(document) ? Sellers.All(document) : [])
            {
                report.Unless(part.IsIn(seller), seller, $"The address of an Italian seller has a {name}.");
            }
        });

    private static bool IsItalian(RawNode document) => PeppolDocument.SellerCountry(document) == "IT";
}
