using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>Format, addressee and parties.</summary>
internal static class HeaderRules
{
    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } =
    [
        new("00417", "CessionarioCommittente", BuyerIsIdentified),
        new("00427", "CodiceDestinatario", AddresseeIsOfFormat),
        new("00428", "FormatoTrasmissione", FormatIsOfVersion),
        new("00471", "CedentePrestatore", SellerIsNotBuyer),
        new("00472", "CedentePrestatore", SellerIsBuyer),
        new("00473", "IdPaese", SellerIsForeign),
        new("00474", "AliquotaIVA", ExceededPlafondIsTaxed),
    ];

    private static void BuyerIsIdentified(FatturaPaDocument document, Report report)
    {
        var isIdentified = document.Buyer?.At("IdFiscaleIVA", "IdCodice") is { HasValue: true } || document.Buyer?.Child("CodiceFiscale") is { HasValue: true };
        report.Unless(isIdentified || document.Header?.Child("CessionarioCommittente") is null, document.Buyer ?? document.Root, $"The buyer has neither IdFiscaleIVA nor CodiceFiscale.");
    }

    private static void AddresseeIsOfFormat(FatturaPaDocument document, Report report)
    {
        var format = document.Transmission?.Child("FormatoTrasmissione")?.Value;
        var addressee = document.Transmission?.Child("CodiceDestinatario");
        var wrong = format == "FPA12" ? 7 : format == "FPR12" ? 6 : 0;
        report.Unless(addressee is not { HasValue: true } || addressee.Value.Length != wrong, addressee ?? document.Root, $"CodiceDestinatario {addressee} has {wrong} characters, which is not the length of {format}.");
    }

    private static void FormatIsOfVersion(FatturaPaDocument document, Report report)
    {
        var format = document.Transmission?.Child("FormatoTrasmissione");
        var version = document.Root.Attribute("versione");
        report.Unless(format is { HasValue: true } && format.Value == version, format ?? document.Root, $"FormatoTrasmissione is {format}, and the file's version {version}.");
    }

    private static void SellerIsNotBuyer(FatturaPaDocument document, Report report)
    {
        var areOne = AreOneParty(document);
        foreach (var body in document.Bodies.Where(body => areOne && IsBetweenTwo(body.Type)))
        {
            report.Broken(body.General!, $"Seller and buyer of a {body.Type} are one.");
        }
    }

    private static void SellerIsBuyer(FatturaPaDocument document, Report report)
    {
        var (seller, buyer) = (Code(document.Seller), Code(document.Buyer));
        foreach (var body in document.Bodies.Where(body => body.Type is "TD21" or "TD27"))
        {
            report.Unless(seller is null || buyer is null || seller == buyer, body.General!, $"Seller {seller} and buyer {buyer} of a {body.Type} must be one.");
        }
    }

    private static void SellerIsForeign(FatturaPaDocument document, Report report)
    {
        var country = document.Seller?.At("IdFiscaleIVA", "IdPaese")?.Value;
        foreach (var body in document.Bodies.Where(body => body.Type is "TD17" or "TD18" or "TD19"))
        {
            report.Unless(country != "IT", body.General!, $"The seller of a {body.Type} is abroad, and this one has an Italian VAT number.");
        }
    }

    private static void ExceededPlafondIsTaxed(FatturaPaDocument document, Report report)
    {
        foreach (var line in document.Bodies.Where(body => body.Type == "TD21").SelectMany(body => body.Lines))
        {
            report.Unless(line.Rate != 0, line.Node, $"A TD21 pays VAT that was not charged; a line at 0 % has none.");
        }
    }

    /// <summary>List M of the specification.</summary>
    private static bool IsBetweenTwo(string? type)
        => type is "TD01" or "TD02" or "TD03" or "TD06" or "TD16" or "TD17" or "TD18" or "TD19" or "TD20" or "TD24" or "TD25" or "TD28";

    private static bool AreOneParty(FatturaPaDocument document) => Code(document.Seller) is { } seller && seller == Code(document.Buyer);

    private static string? Code(RawNode? party) => party?.At("IdFiscaleIVA", "IdCodice") is { HasValue: true } code ? code.Value : null;
}
