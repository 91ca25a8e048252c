using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules.CiusRo;
using BackOffice.Invoicing.Rules.Peppol;

namespace BackOffice.Invoicing.Rules.Syntax;

/// <summary>All rules that look at a document as it is written, by profile: one walk each over the document.</summary>
internal static class SyntaxLayer
{
    /// <summary>The ANAF bundle is built on the rules of EN 16931 1.3.8, which did not have these yet.</summary>
    private static readonly string[] YoungerThanCiusRo = ["UBL-SR-51", "UBL-SR-52", "UBL-SR-53", "UBL-SR-54", "UBL-SR-55", "UBL-SR-56"];

    public static IReadOnlyList<ElementRule> Ubl { get; } =
    [
        .. UblCodeRules.All, .. UblOccurrenceRules.All, .. UblPartyRules.All, .. UblReferenceRules.All,
        .. UblPaymentRules.All, .. UblDataTypeRules.All, .. UnusedElements.InUbl,
    ];

    public static IReadOnlyList<ElementRule> Cii { get; } = [.. CiiCodeRules.All, .. CiiSyntaxRules.All, .. CiiDataTypeRules.All, .. UnusedElements.InCii];

    private static readonly ElementRules OfUbl = new(Ubl);
    private static readonly ElementRules OfCii = new(Cii);
    private static readonly ElementRules OfPeppol = new([.. Ubl, .. PeppolRules.All]);
    private static readonly ElementRules OfCiusRo = new([.. Ubl.Where(rule => !YoungerThanCiusRo.Contains(rule.Id)), .. CiusRoRules.All]);

    /// <summary>Peppol and CIUS-RO add rules to UBL only.</summary>
    public static void Check(RawNode document, Profile profile, Report report)
    {
        var rules = (document.Vocabulary, profile) switch
        {
            (Vocabulary.CiiRoot, _) => OfCii,
            (Vocabulary.UblInvoice or Vocabulary.UblCreditNote, Profile.Peppol) => OfPeppol,
            (Vocabulary.UblInvoice or Vocabulary.UblCreditNote, Profile.CiusRo) => OfCiusRo,
            (Vocabulary.UblInvoice or Vocabulary.UblCreditNote, _) => OfUbl,
            _ => null,
        };
        rules?.Check(document, report);
    }
}
