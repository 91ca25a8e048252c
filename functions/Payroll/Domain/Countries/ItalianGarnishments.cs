namespace BackOffice.Payroll.Domain.Countries;

/// <summary>What creditors may have of the net: art. 545 c.p.c., and for the tax agent art. 72-ter DPR 602/1973.</summary>
internal sealed class ItalianGarnishments
{
    private readonly decimal taxFirst;
    private readonly decimal taxSecond;
    private readonly GarnishmentLimits first;
    private readonly GarnishmentLimits second;
    private readonly GarnishmentLimits above;

    public ItalianGarnishments(RulePack pack)
    {
        var rule = pack.Rule("garnishment");
        (taxFirst, taxSecond) = (rule.Value("tax-first"), rule.Value("tax-second"));
        (first, second, above) = (Limits(rule, "tax-first-parts"), Limits(rule, "tax-second-parts"), Limits(rule, "tax-above-parts"));
    }

    /// <summary>The tax agent's part goes by the whole net.</summary>
    public GarnishmentLimits LimitsOf(decimal net) => net <= taxFirst ? first : net <= taxSecond ? second : above;

    // Fines of a disciplinary kind, advances and assigned fifths (art. 5 DPR 180/1950) have the ordinary limit.
    private static GarnishmentLimits Limits(PayRule rule, string taxParts)
    {
        var ordinary = new GarnishmentLimit(1 / rule.Value("ordinary-parts"));
        return new GarnishmentLimits(
            new Dictionary<string, GarnishmentLimit>(StringComparer.Ordinal)
            {
                ["alimony"] = new(1 / rule.Value("alimony-parts")),
                ["tax"] = new(1 / rule.Value(taxParts)),
                ["ordinary"] = ordinary,
                ["penalty"] = ordinary,
                ["advance"] = ordinary,
                ["voluntary"] = ordinary,
            },
            1 / rule.Value("total-parts"),
            rule.Id);
    }
}
