using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Ledger.Domain;

/// <summary>
/// An entry of the journal. It exists only balanced: in one currency, debit equals credit. It is never changed; a correction is
/// an entry that points at the old one.
/// </summary>
public sealed class JournalEntry
{
    private const int LongestDescription = 200;
    private const int LongestCode = 100;
    private const int MostLines = 20_000;

    private JournalEntry(JournalHeader header, IReadOnlyList<JournalLine> lines, Money total)
        => (Header, Lines, Total) = (header, lines, total);

    public JournalHeader Header { get; }

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<JournalLine> Lines { get; }

    /// <summary>Of the debit side, which is that of the credit side.</summary>
    public Money Total { get; }

    /// <summary>What accounts of the lines are called, by number, in the language of the company's country: labels, which say nothing of what is posted.</summary>
    public IReadOnlyDictionary<string, string> AccountNames { get; private init; } = new Dictionary<string, string>();

    public string Id => Header.Id;

    /// <summary>The same entry with names for its accounts.</summary>
    public JournalEntry Naming(IReadOnlyDictionary<string, string> accounts) => new(Header, Lines, Total) { AccountNames = accounts };

    /// <exception cref="JournalEntryException">Debit and credit differ, currencies are mixed, or a line or the header is not as it must be.</exception>
    public static JournalEntry Of(JournalHeader header, params IReadOnlyList<JournalLine> lines)
    {
        if (ProblemOf(header) is { } problem)
        {
            throw new JournalEntryException(header.Id, problem);
        }

        if (lines.Count is < 2 or > MostLines)
        {
            throw new JournalEntryException(header.Id, $"It has {lines.Count} lines; it can have 2 to {MostLines}.");
        }

        if (lines.Select(line => ProblemOf(line, lines[0].Amount.Currency)).FirstOrDefault(wrong => wrong is not null) is { } first)
        {
            throw new JournalEntryException(header.Id, first);
        }

        var (debit, credit) = (Sum(lines, EntrySide.Debit), Sum(lines, EntrySide.Credit));
        return debit == credit
            ? new JournalEntry(header, lines, debit)
            : throw new JournalEntryException(header.Id, $"Debit is {debit} and credit is {credit}.");
    }

    /// <summary>The entry that takes this one back: the same amounts on the other sides. Its id follows from this one's, so an entry is taken back once at most.</summary>
    /// <param name="day">Its own posting day.</param>
    /// <param name="reason">Its description.</param>
    public JournalEntry Reversal(LocalDate day, string reason)
        => Of(Header with { Id = ReversalIdOf(Id), Day = day, Description = reason, Reverses = Id }, [.. Lines.Select(line => line.Opposite)]).Naming(AccountNames);

    public static string ReversalIdOf(string id) => $"{id}.reversal";

    /// <summary>What is wrong with an id, or null.</summary>
    public static string? ProblemWithId(string id)
        => id.Length is >= 1 and <= LongestCode && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.')
            ? null
            : $"The id of an entry is 1 to {LongestCode} of a-z, 0-9, '-' and '.'.";

    private static Money Sum(IReadOnlyList<JournalLine> lines, EntrySide side)
        => lines.Where(line => line.Side == side).Aggregate(Money.Zero(lines[0].Amount.Currency), (sum, line) => sum + line.Amount);

    private static string? ProblemOf(JournalHeader header)
        => ProblemWithId(header.Id)
            ?? (header.Description.Trim().Length is 0 or > LongestDescription ? $"Its description has 1 to {LongestDescription} characters." : null)
            ?? (header.Source.Length is 0 or > LongestCode ? "It names the run or document it comes from." : null);

    private static string? ProblemOf(JournalLine line, Currency currency)
        => line.Amount.Currency != currency ? $"{line.Text} is in {line.Amount.Currency}, others are in {currency}."
            : line.Amount.Amount <= 0 || line.Amount.Amount % currency.MinorUnit != 0 ? $"{line.Text} is {line.Amount}: amounts are above zero, in whole minor units; what is negative goes on the other side."
            : line.Account.Length is 0 or > LongestCode || line.Text.Length is 0 or > LongestCode ? $"A line has an account and a text, each of 1 to {LongestCode} characters."
            : null;
}

/// <summary>No entry can be made of this: a mistake of the feature that posts.</summary>
public sealed class JournalEntryException(string entry, string problem) : Exception($"{entry}: {problem}")
{
    public string Problem { get; } = problem;
}
