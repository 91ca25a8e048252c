using System.Globalization;
using BackOffice.Closing.Domain;

namespace BackOffice.Closing;

/// <summary>The keys of everything the feature keeps of a tenant: one partition, so that all ledgers of a month, their history and the notification change together.</summary>
internal static class ClosingKeys
{
    public const string Table = "Closing";

    public const string PeriodPrefix = "period|";
    public const string ClosePrefix = "close|";

    public static string Partition(string tenant) => $"{tenant}|closing";

    public static string PeriodOf(LedgerName ledger, Period period) => $"{LedgerPrefix(ledger)}{period}";

    public static string LedgerPrefix(LedgerName ledger) => $"{PeriodPrefix}{ledger.Word()}|";

    public static string ChangePrefix(LedgerName ledger, Period period) => $"change|{ledger.Word()}|{period}|";

    public static string Change(LedgerName ledger, Period period, int version) => ChangePrefix(ledger, period) + version.ToString("D6", CultureInfo.InvariantCulture);

    public static string ExceptionPrefix(LedgerName ledger, Period period) => $"exception|{ledger.Word()}|{period}|";

    public static string PermitPrefix(LedgerName ledger, Period period) => $"permit|{ledger.Word()}|{period}|";

    public static string Close(Period period) => $"{ClosePrefix}{period}";

    public static string RoundPrefix(Period period, int round) => $"step|{period}|{Ordinal(round)}|";

    public static string Step(Period period, int round, string step) => RoundPrefix(period, round) + step;

    public static string CloseChangePrefix(Period period) => $"closing|{period}|";

    public static string CloseChange(Period period, int version) => CloseChangePrefix(period) + version.ToString("D6", CultureInfo.InvariantCulture);

    public static string SignaturePrefix(Period period) => $"signature|{period}|";

    public static string Signature(Period period, int round, string step) => $"{SignaturePrefix(period)}{Ordinal(round)}|{step}";

    public static string ReopeningPrefix(Period period) => $"{ReopeningRow.Prefix}{period}|";

    public static string Reopening(Period period, int number) => ReopeningPrefix(period) + Ordinal(number);

    private static string Ordinal(int number) => number.ToString("D3", CultureInfo.InvariantCulture);
}
