namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>The rules that Peppol BIS Billing 3 (3.0.21) adds to EN 16931 in UBL; of the national ones, those for sellers in Italy.</summary>
internal static class PeppolRules
{
    public static IReadOnlyList<ElementRule> All { get; } =
    [
        .. PeppolDocumentRules.All, .. PeppolTotalRules.All, .. PeppolAllowanceRules.All, .. PeppolLineRules.All,
        .. PeppolCodeRules.All, .. PeppolIdentifierRules.All, .. PeppolItalianRules.All,
    ];
}
