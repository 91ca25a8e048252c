using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Closing.Domain;

/// <summary>In which order months close and open: what the table of one month cannot know.</summary>
public static class PeriodOrder
{
    /// <summary>
    /// What stands against shutting a month of some ledgers, or null. A month closes when it is over by the tenant's
    /// calendar, after every earlier month of the same ledger, and the general ledger not before the others.
    /// </summary>
    public static string? AgainstClosing(IReadOnlyCollection<LedgerName> ledgers, Period period, Books books, (DateTimeOffset Now, LocalDate Today) at)
        => at.Today <= period.Last
            ? $"{period} is not over yet."
            : OpenBefore(ledgers, period, books, at).Select(open => $"{open.Period} of {open.Ledger.Word()} must be closed first.").FirstOrDefault()
                ?? OthersFirst(ledgers, period, books, at);

    /// <summary>The earlier months of some ledgers that are not shut, oldest first in each.</summary>
    public static IEnumerable<(LedgerName Ledger, Period Period)> OpenBefore(IReadOnlyCollection<LedgerName> ledgers, Period period, Books books, (DateTimeOffset Now, LocalDate Today) at)
    {
        foreach (var ledger in ledgers)
        {
            for (var earlier = books.FirstOf(ledger) ?? period; earlier < period; earlier = earlier.Next)
            {
                if (!books.Of(ledger, earlier, at.Today).StateAt(at.Now).IsShut())
                {
                    yield return (ledger, earlier);
                }
            }
        }
    }

    /// <summary>What stands against reopening, or null: a later month of the same ledger that is closed is reopened first.</summary>
    public static string? AgainstReopening(IReadOnlyCollection<LedgerName> ledgers, Period period, Books books, DateTimeOffset now)
        => ledgers.SelectMany(ledger => books.After(ledger, period).Where(later => later.StateAt(now).IsShut()))
            .Select(later => $"{later.Period} of {later.Ledger.Word()} is closed; it would have to be reopened first.")
            .FirstOrDefault();

    private static string? OthersFirst(IReadOnlyCollection<LedgerName> ledgers, Period period, Books books, (DateTimeOffset Now, LocalDate Today) at)
        => ledgers.Contains(LedgerName.General)
            ? Ledgers.All.Except(ledgers)
                .Where(other => !books.Of(other, period, at.Today).StateAt(at.Now).IsShut())
                .Select(other => $"{other.Word()} must be closed before the general ledger.")
                .FirstOrDefault()
            : null;
}
