namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The rules of the VAT categories: ten for each, and a few that only one category has.</summary>
internal static class VatRules
{
    public static IReadOnlyList<Rule<EnDocument>> Ubl { get; } =
    [
        .. VatCategory.All.SelectMany(static category => (IEnumerable<Rule<EnDocument>>)
        [
            VatPresence.Ubl(category),
            .. VatParties.Ubl(category),
            .. VatRates.Ubl(category),
            .. VatAmounts.Ubl(category),
        ]),
        .. SpecialVatRules.Ubl,
    ];

    public static IReadOnlyList<Rule<EnDocument>> Cii { get; } =
    [
        .. VatCategory.All.SelectMany(static category => (IEnumerable<Rule<EnDocument>>)
        [
            VatPresence.Cii(category),
            .. VatParties.Cii(category),
            .. VatRates.Cii(category),
            .. VatAmounts.Cii(category),
        ]),
        .. SpecialVatRules.Cii,
    ];
}
