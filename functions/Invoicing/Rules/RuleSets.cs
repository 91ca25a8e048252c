using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Formats.Ksef;
using BackOffice.Invoicing.Rules.En16931;
using BackOffice.Invoicing.Rules.FatturaPa;
using BackOffice.Invoicing.Rules.Ksef;
using BackOffice.Invoicing.Rules.Syntax;

namespace BackOffice.Invoicing.Rules;

/// <summary>All rules of a profile, run over one document.</summary>
internal static class RuleSets
{
    private static readonly Rule<RawNode>[] Unknown = [new("FORMAT", "", (root, report) => report.Broken(root, $"The profile does not judge documents whose root is {root.Name}."))];

    /// <summary>What the rules say of a document; empty when it breaks none. The document may be a fragment, but its root has to be one that the profile judges.</summary>
    public static IReadOnlyList<Finding> Check(RawNode root, Profile profile)
    {
        var report = new Report();
        switch (profile)
        {
            case Profile.En16931 or Profile.Peppol or Profile.CiusRo when EnDocument.Of(root) is { } invoice:
                // EN 16931 lies under Peppol BIS and CIUS-RO as well.
                report.Run(invoice.Terms is UblTerms ? EnRules.Ubl : EnRules.Cii, invoice);
                SyntaxLayer.Check(root, profile, report);
                break;
            case Profile.FatturaPa:
                FatturaPaRules.Check(root, report);
                break;
            // The UBL of PEF goes through KSeF as well, and a receipt breaks no rule.
            case Profile.Ksef when KsefKinds.Of(root) is not null || EnDocument.Of(root) is { Terms: UblTerms }:
                KsefRules.Check(root, report);
                break;
            default:
                report.Run(Unknown, root);
                break;
        }

        return report.Findings;
    }
}
