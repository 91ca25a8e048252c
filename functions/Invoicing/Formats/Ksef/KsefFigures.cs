namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Arithmetic on figures as written, which may be larger than any invoice has.</summary>
internal static class KsefFigures
{
    /// <summary>The result; null when it is too large to be kept exactly, or an operand is absent.</summary>
    public static decimal? Exact(Func<decimal?> calculation)
    {
        try
        {
            return calculation();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Null when one of them is absent.</summary>
    public static decimal? Sum(IEnumerable<decimal?> figures) => Exact(() => figures.Aggregate((decimal?)0, (sum, figure) => sum + figure));
}
