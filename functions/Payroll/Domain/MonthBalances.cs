namespace BackOffice.Payroll.Domain;

/// <summary>Sums of one month for a person who is paid more than once in it; the marker says which month they are of.</summary>
internal static class MonthBalances
{
    public const string Marker = "month";
    public const string Prefix = "month.";

    /// <summary>2026-07 is 202607.</summary>
    public static decimal KeyOf(Period period) => (period.Year * 100) + period.Month;

    /// <summary>Lets go of the balances of months, sick.pay.2026-07, that nobody looks back to any more.</summary>
    /// <param name="sheet">The slip in the making.</param>
    /// <param name="prefix">How their names begin; all that begin so end with a month.</param>
    /// <param name="oldest">The first month that is kept.</param>
    public static void ForgetBefore(PaySheet sheet, string prefix, Period oldest)
    {
        var least = oldest.ToString();
        foreach (var (name, _) in sheet.Case.Before.Beginning(prefix).Where(entry => string.CompareOrdinal(entry.Key, entry.Key.Length - least.Length, least, 0, least.Length) < 0))
        {
            sheet.AddToStanding(name, -sheet.Standing(name));
        }
    }
}
