namespace BackOffice.Payroll.Domain;

/// <summary>The figures of a trace that a payslip prints beside the amount: how many, of what, at which rate.</summary>
/// <param name="Quantity">Hours, days or pieces.</param>
/// <param name="Base">An amount.</param>
/// <param name="Rate">A fraction, or the price of one when there is a quantity and no base.</param>
public sealed record PrintedFigures(decimal? Quantity, decimal? Base, decimal? Rate)
{
    private static readonly string[] Quantities = ["hours", "days worked", "days", "quantity"];
    private static readonly string[] Bases = ["base", "base of the month", "hour's pay", "hourly pay", "day's pay", "monthly pay", "value"];
    private static readonly string[] Rates = ["rate", "percentage", "average rate"];

    public static PrintedFigures Of(Trace because) => new(Find(because, Quantities), Find(because, Bases), Find(because, Rates));

    /// <summary>The rate is a share of the base, not a price.</summary>
    public bool RateIsShare => Quantity is null || Base is not null;

    private static decimal? Find(Trace because, string[] names)
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
