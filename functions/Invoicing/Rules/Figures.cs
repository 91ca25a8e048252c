using BackOffice.Invoicing.Formats;

namespace BackOffice.Invoicing.Rules;

/// <summary>Sums with what a document says: a figure that is missing, no number, or too large to be kept exactly makes the result unknown, never an exception.</summary>
internal static class Figures
{
    public static decimal? Times(this decimal? left, decimal? right) => Try(left, right, static (a, b) => a * b);

    public static decimal? Plus(this decimal? left, decimal? right) => Try(left, right, static (a, b) => a + b);

    public static decimal? Minus(this decimal? left, decimal? right) => Try(left, right, static (a, b) => a - b);

    /// <summary>Unknown when it is divided by nothing.</summary>
    public static decimal? Over(this decimal? left, decimal? right) => right is 0 ? null : Try(left, right, static (a, b) => a / b);

    /// <summary>To the cent, half of one up: -2.505 is -2.50. XPath rounds so.</summary>
    public static decimal? ToCents(this decimal? figure) => figure.Times(100).Plus(0.5m) is { } cents ? decimal.Floor(cents) / 100 : null;

    /// <summary>The figure of the first element, or what it counts as when there is none; unknown when it is no number.</summary>
    public static decimal? NumberIn(this ElementPath path, RawNode from, decimal? otherwise = null)
        => path.First(from) is { } element ? element.Number : otherwise;

    /// <summary>The two differ by no more than this.</summary>
    public static bool IsWithin(this decimal? figure, decimal? expected, decimal slack)
        => figure.Plus(slack) >= expected && figure.Minus(slack) <= expected;

    private static decimal? Try(decimal? left, decimal? right, Func<decimal, decimal, decimal> sum)
    {
        if (left is not { } a || right is not { } b)
        {
            return null;
        }

        try
        {
            return sum(a, b);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
