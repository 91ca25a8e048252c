namespace BackOffice.Payroll.Domain;

/// <summary>The figures of a trace that a payslip prints beside the amount: how many, of what, at which rate.</summary>
/// <param name="Quantity">Hours, days or pieces.</param>
/// <param name="Base">An amount.</param>
/// <param name="Rate">A fraction, or the price of one when there is a quantity and no base.</param>
public sealed record PrintedFigures(decimal? Quantity, decimal? Base, decimal? Rate)
{
    private const string Share = "share";

    private static readonly string[] Quantities = ["hours", "days worked", "days", "quantity"];
    private static readonly string[] Bases = ["pay", "base", "base of the month", "hour's pay", "hourly pay", "day's pay", "monthly pay", "value"];
    private static readonly string[] Rates = ["rate", "percentage", "average rate"];

    public static PrintedFigures Of(Trace because)
    {
        // A sum over days is no product of the figures that are in it.
        if (because.Formula.StartsWith("sum of ", StringComparison.Ordinal))
        {
            return new(Find(because, Quantities), Base: null, Rate: null);
        }

        var (quantity, rate) = (Find(because, Quantities), Find(because, Rates));
        return new(quantity, Find(because, Bases) ?? BaseOf(because, rate) ?? Find(because, "income of the month"), rate ?? (quantity is null ? null : Find(because, Share))) { IsShare = rate is null && quantity is not null };
    }

    /// <summary>The rate is a share of the base, not a price.</summary>
    public bool RateIsShare => IsShare || Quantity is null || Base is not null;

    private bool IsShare { get; init; }

    /// <summary>What a rate is taken of, where it is a sum in brackets and no figure of its own.</summary>
    private static decimal? BaseOf(Trace because, decimal? rate)
        => rate is { } share and not 0 && because.Formula.EndsWith(") x rate", StringComparison.Ordinal) ? because.Exact / share : null;

    private static decimal? Find(Trace because, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            foreach (var figure in because.Figures)
            {
                if (figure.Name == name)
                {
                    return figure.Value;
                }
            }
        }

        return null;
    }
}
