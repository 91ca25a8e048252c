namespace BackOffice.Payroll.Domain.Countries;

/// <summary>A half of the net for maintenance, a third for others, a half in all; of an income below the minimum net only what is above half of it.</summary>
internal static class RomaniaGarnishment
{
    public static GarnishmentLimits Limits(RulePack pack)
    {
        var rule = pack.Rule("garnishment");
        var left = rule.Round(MinimumNet(pack) * rule.Value("protected"));
        // Half the minimum net is left by the shares themselves to whoever earns the minimum or more, so it may always be asked for.
        return new GarnishmentLimits(
            rule.Values.Where(entry => entry.Key is not ("total" or "protected")).ToDictionary(entry => entry.Key, entry => new GarnishmentLimit(Share(entry.Value), left)),
            Share(rule.Value("total")),
            rule.Id);
    }

    /// <summary>What is paid out of a full-time minimum wage, without dependants.</summary>
    public static decimal MinimumNet(RulePack pack)
    {
        var (gross, free) = (pack.Rule("minimum.wage").Value("month"), pack.Rule("exempt").Value("amount"));
        var contributions = Round(pack.Rule("cas"), gross - free) + Round(pack.Rule("cass"), gross - free);
        var deduction = pack.Rule("dp").Round(gross * pack.Rule("dp").Value("dependants.0"));
        return gross - contributions - Round(pack.Rule("impozit"), gross - free - contributions - deduction);
    }

    // A third has no end: with its last digit rounded up, a third of 3 000 is 1 000 and not a ban less.
    private static decimal Share(decimal parts) => 1 / parts is var share && share * parts == 1 ? share : share + new decimal(1, 0, 0, isNegative: false, 28);

    private static decimal Round(PayRule rule, decimal @base) => rule.Round(@base * rule.Value("rate"));
}
