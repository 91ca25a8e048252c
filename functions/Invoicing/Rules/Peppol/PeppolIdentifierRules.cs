using BackOffice.Invoicing.Domain;
using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>Identifiers have the form and the check digits of their scheme (PEPPOL-COMMON): electronic addresses, identifiers of parties and of companies.</summary>
internal static class PeppolIdentifierRules
{
    private static readonly ElementPath Scheme = ElementPath.Of("cac:TaxScheme/cbc:ID");

    /// <summary>Schemes whose form is a must.</summary>
    private static readonly IReadOnlyList<(string Id, string Scheme, string Name, Func<RawNode, bool> IsRight)> Musts =
    [
        ("PEPPOL-COMMON-R040", "0088", "GLN", id => CheckDigits.IsGln(id.Value)),
        ("PEPPOL-COMMON-R041", "0192", "Norwegian organisation number", id => CheckDigits.IsNorwegian(id.Value)),
        ("PEPPOL-COMMON-R042", "0184", "Danish CVR number", id => IsDigits(id.Text, 8) || IsDanish(id.Text)),
        ("PEPPOL-COMMON-R043", "0208", "Belgian enterprise number", id => CheckDigits.IsBelgian(id.Value)),
        ("PEPPOL-COMMON-R049", "0007", "Swedish organisation number", id => CheckDigits.IsSwedish(id.Value)),
        ("PEPPOL-COMMON-R050", "0151", "Australian business number", id => CheckDigits.IsAustralian(id.Value)),
        ("PEPPOL-COMMON-R052", "0096", "Danish P number", id => IsDigits(id.Text, 10)),
        ("PEPPOL-COMMON-R053", "0198", "Danish SE number", id => IsDanish(id.Text)),
    ];

    public static IReadOnlyList<ElementRule> All { get; } =
    [
        .. Musts.Select(must => Of(must.Id, must.Scheme, must.Name, must.IsRight)),
        Warned("PEPPOL-COMMON-R044", "0201", "Italian IPA code", id => id.Value.Length == 6 && id.Value.All(char.IsAsciiLetterOrDigit)),
        Warned("PEPPOL-COMMON-R045", "0210", "Italian tax code", id => IsItalianTaxCode(id.Value)),
        Warned("PEPPOL-COMMON-R046", "9907", "Italian tax code", id => IsItalianTaxCode(id.Value)) with { Context = "cbc:EndpointID/@schemeID=9907" },
        Warned("PEPPOL-COMMON-R047", "0211", "Italian VAT number", id => IsItalianVat(id.Value)),
        Warned("PEPPOL-COMMON-R054", "0106", "Dutch chamber of commerce number", id => IsDigits(id.Value, 8)),
        Warned("PEPPOL-COMMON-R055", "0190", "Dutch OIN", id => IsDigits(id.Value, 20)),
        Warned("PEPPOL-COMMON-R056-1", "9944", "Dutch VAT number", id => IsDutchVat(id.Value)),
        new("PEPPOL-COMMON-R056-2", "BT-31", "cac:PartyTaxScheme/cbc:CompanyID", DutchVatIsWhole) { Severity = Severity.Warning },
        Warned("PEPPOL-COMMON-R057", "0217", "Dutch establishment number", id => IsDigits(id.Value, 12)),
    ];

    /// <summary>What an identifier is not, though its scheme says so; null for a right one. Only what is fatal.</summary>
    public static string? FaultOf(Identifier id)
        => Musts.FirstOrDefault(must => must.Scheme == id.Scheme) is { IsRight: { } isRight } must && !isRight(new RawNode(Vocabulary.UblBasic, "ID", 0) { Text = id.Value }) ? must.Name : null;

    private static ElementRule Of(string id, string scheme, string name, Func<RawNode, bool> isRight)
        => new(id, "BT-29", $"cbc:EndpointID/@schemeID={scheme} cac:PartyIdentification/cbc:ID/@schemeID={scheme} cbc:CompanyID/@schemeID={scheme}", (element, report)
            => report.Unless(isRight(element), element, $"'{element}' is no {name} (scheme {scheme})."));

    private static ElementRule Warned(string id, string scheme, string name, Func<RawNode, bool> isRight)
        => Of(id, scheme, name, isRight) with { Severity = Severity.Warning };

    private static bool IsDigits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);

    private static bool IsDanish(string text) => text.StartsWith("DK", StringComparison.Ordinal) && IsDigits(text[2..], 8);

    /// <summary>A company's is eleven digits, a person's has letters and digits in their places; which ones they are is not asked.</summary>
    private static bool IsItalianTaxCode(string text)
        => IsDigits(text, 11) || (text.Length == 16 && text[..6].All(char.IsAsciiLetter) && IsDigits(text[6..8], 2) && char.IsAsciiLetter(text[8])
            && IsDigits(text[9..11], 2) && char.IsAsciiDigit(text[14]) && char.IsAsciiLetter(text[15]));

    // One that does not begin with IT is another country's.
    private static bool IsItalianVat(string text)
        => !text.StartsWith("IT", StringComparison.OrdinalIgnoreCase) || (IsDigits(text[2..], 11) && CheckDigits.IsLuhn(text[2..]));

    private static bool IsDutchVat(string text)
        => text.Length == 14 && text.StartsWith("NL", StringComparison.Ordinal) && IsDigits(text[2..11], 9) && text[11] == 'B' && IsDigits(text[12..], 2);

    private static void DutchVatIsWhole(RawNode id, Report report)
    {
        var isDutch = id.Value.StartsWith("NL", StringComparison.Ordinal) && Scheme.ValueIn(id.Parent!) == "VAT" && id.Attribute("schemeID") is null;
        report.Unless(!isDutch || IsDutchVat(id.Value), id, $"'{id}' is no Dutch VAT number.");
    }
}
