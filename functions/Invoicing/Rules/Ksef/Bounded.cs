namespace BackOffice.Invoicing.Rules.Ksef;

/// <summary>Sums of figures as written. No invoice has more than 16 digits before the point (TKwotowy): what is beyond that is cut to it, so that a rule can say no without an exception.</summary>
internal static class Bounded
{
    private const decimal Most = 1_000_000_000_000_000_000_000m;

    public static decimal Keep(decimal figure) => Math.Clamp(figure, -Most, Most);

    public static decimal Sum(decimal sum, decimal first, decimal second) => Keep(Keep(sum) + Keep(first) + Keep(second));

    public static decimal Distance(decimal first, decimal second) => Math.Abs(Keep(first) - Keep(second));
}
