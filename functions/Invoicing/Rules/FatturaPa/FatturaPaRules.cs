using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules.FatturaPa;

/// <summary>
/// Controls of SdI (Agenzia delle Entrate, Specifiche tecniche, elenco dei controlli) that the file alone decides. Not here: 00403 and 00404,
/// which need the day of reception and what SdI has received before; 00426, which is no longer among the controls.
/// </summary>
internal static class FatturaPaRules
{
    public static IReadOnlyList<Rule<FatturaPaDocument>> All { get; } = [.. FormRules.All, .. HeaderRules.All, .. NumberRules.All, .. RateRules.All, .. LineRules.All, .. SummaryRules.All];

    public static void Check(RawNode root, Report report) => report.Run(All, new FatturaPaDocument(root));
}
