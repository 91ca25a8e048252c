namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The semantic rules of EN 16931 (BR, BR-CO, BR-DEC and the VAT categories) for each syntax.</summary>
internal static class EnRules
{
    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        .. Shared,
        .. DocumentRules.Ubl,
        .. PartyRules.Ubl,
        .. DeliveryRules.Ubl,
        .. PaymentRules.Ubl,
        .. TotalRules.Ubl,
        .. BreakdownRules.Ubl,
        .. LineRules.Ubl,
        .. DecimalRules.Ubl,
        .. VatRules.Ubl,
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        .. Shared,
        .. DocumentRules.Cii,
        .. PartyRules.Cii,
        .. DeliveryRules.Cii,
        .. PaymentRules.Cii,
        .. TotalRules.Cii,
        .. BreakdownRules.Cii,
        .. LineRules.Cii,
        .. DecimalRules.Cii,
        .. VatRules.Cii,
    ];

    private static IEnumerable<Rule<EnDocument>> Shared =>
    [
        .. DocumentRules.All,
        .. PartyRules.All,
        .. DeliveryRules.All,
        .. PaymentRules.All,
        .. AllowanceRules.All,
        .. TotalRules.All,
        .. LineRules.All,
        .. DecimalRules.All,
    ];
}
