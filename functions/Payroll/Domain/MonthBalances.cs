namespace BackOffice.Payroll.Domain;

/// <summary>Sums of one month for a person who is paid more than once in it; the marker says which month they are of.</summary>
internal static class MonthBalances
{
    public const string Marker = "month";
    public const string Prefix = "month.";

    /// <summary>2026-07 is 202607.</summary>
    public static decimal KeyOf(Period period) => (period.Year * 100) + period.Month;
}
