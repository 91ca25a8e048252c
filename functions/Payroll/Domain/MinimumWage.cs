namespace BackOffice.Payroll.Domain;

/// <summary>The minimum wage is due for the month of the work, though the pack may be that of a later payment.</summary>
internal static class MinimumWage
{
    private const string Rule = "minimum.wage";
    private const string Before = "minimum.wage.before";

    /// <summary>For a month of full-time work.</summary>
    /// <exception cref="RulePackException">The pack has none.</exception>
    public static decimal Of(Period work, RulePack pack)
        => (work.Last < pack.Terms.ValidFrom ? pack.Find(Before) ?? pack.Rule(Rule) : pack.Rule(Rule)).Value("month");
}
