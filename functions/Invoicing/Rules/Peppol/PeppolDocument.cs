using System.Collections.Frozen;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>What several of Peppol's rules ask of the head of a document.</summary>
internal static class PeppolDocument
{
    private static readonly FrozenSet<string> Processes = new[]
    {
        "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        "urn:peppol:bis:billing_with_response",
        "urn:peppol:france:billing:regulated",
        "urn:peppol:france:billing:non-regulated",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly ElementPath Process = ElementPath.Of("cbc:ProfileID");
    private static readonly ElementPath CountryOfSeller = ElementPath.Of("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode");
    private static readonly ElementPath CountryOfBuyer = ElementPath.Of("cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode");
    private static readonly ElementPath Seller = ElementPath.Of("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme");
    private static readonly ElementPath Representative = ElementPath.Of("cac:TaxRepresentativeParty/cac:PartyTaxScheme");
    private static readonly ElementPath Scheme = ElementPath.Of("cac:TaxScheme/cbc:ID");
    private static readonly ElementPath Id = ElementPath.Of("cbc:CompanyID");

    public static bool HasKnownProcess(RawNode document) => Processes.Contains(Process.ValueIn(document));

    public static bool IsWithinGermany(RawNode document) => IsGerman(CountryOfSeller.ValueIn(document)) && IsGerman(CountryOfBuyer.ValueIn(document));

    /// <summary>Where the seller's VAT identifier is from, else its representative's, else where it has its address.</summary>
    public static string SellerCountry(RawNode document)
        => VatCountry(Seller, document) ?? VatCountry(Representative, document) ?? CountryOfSeller.ValueIn(document).ToUpperInvariant();

    private static string? VatCountry(ElementPath registrations, RawNode document)
    {
        foreach (var registration in registrations.All(document))
        {
            if (Scheme.Says(registration, "VAT") && Id.First(registration)?.Text is { Length: >= 2 } id)
            {
                return id[..2].ToUpperInvariant();
            }
        }

        return null;
    }

    private static bool IsGerman(string country) => string.Equals(country, "DE", StringComparison.OrdinalIgnoreCase);
}
