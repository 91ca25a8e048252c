using System.Globalization;

namespace BackOffice.Payroll.Domain.Countries;

/// <summary>
/// Surtaxes of regions and municipalities that the employer gives himself, where the pack has none or another: one fact of the pay
/// group, such as "lazio 15000:1.73 *:3.33 | H501 exempt:14000 *:0.9". Each table has the bound of a band and its per cent, the last
/// one without a bound; up to the exemption nothing is due, above it the tax is on all.
/// </summary>
internal sealed class ItalianOwnSurtaxes
{
    private const decimal PerCent = 100;
    private const string Exempt = "exempt";
    private const string Above = "*";
    private const char BetweenTables = '|';

    private static readonly ItalianOwnSurtaxes None = new([]);

    private readonly Dictionary<string, Table> tables;

    private ItalianOwnSurtaxes(Dictionary<string, Table> tables) => this.tables = tables;

    public static ItalianOwnSurtaxes Of(Facts facts) => facts.Word(ItalianFacts.Surtaxes) is { } text && TablesOf(text) is { } own ? new(own) : None;

    /// <summary>What is wrong with the fact, or null.</summary>
    public static string? ProblemWith(string text)
        => TablesOf(text) is null ? "Write a table a region or municipality, each once, with '|' between: lazio 15000:1.73 *:3.33 | H501 exempt:14000 *:0.9." : null;

    public bool Knows(string place) => tables.ContainsKey(place);

    /// <summary>Exact; null where the employer gives no table of the place.</summary>
    public decimal? Of(string? place, decimal income)
        => place is null || !tables.TryGetValue(place, out var table) ? null
            : income <= table.Exemption ? 0
            : RateBand.On(table.Bands, income);

    private static Dictionary<string, Table>? TablesOf(string text)
    {
        Dictionary<string, Table> read = new(StringComparer.Ordinal);
        foreach (var words in text.Split(BetweenTables).Select(table => table.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (words is not [var place, .. var rest] || place.Contains(':', StringComparison.Ordinal) || TableOf(rest) is not { } table || !read.TryAdd(place, table))
            {
                return null;
            }
        }

        return read;
    }

    private static Table? TableOf(IReadOnlyList<string> words)
    {
        var pairs = words.Select(word => word.Split(':')).ToList();
        var exemption = pairs is [[Exempt, var limit], ..] ? NumberOf(limit) : 0;
        var bands = pairs.Skip(pairs is [[Exempt, _], ..] ? 1 : 0).Select(BandOf).ToList();
        return exemption is { } known && bands is [.., { UpTo: null }] && bands.TrueForAll(band => band is not null) && Ascend(bands)
            ? new Table(known, [.. bands.OfType<RateBand>()])
            : null;
    }

    private static RateBand? BandOf(string[] pair)
        => pair is not [var bound, var percent] || NumberOf(percent) is not { } rate || rate > PerCent ? null
            : bound == Above ? new RateBand(UpTo: null, rate / PerCent)
            : NumberOf(bound) is { } upTo ? new RateBand(upTo, rate / PerCent)
            : null;

    private static bool Ascend(List<RateBand?> bands)
        => bands.SkipLast(1).Select(band => band!.UpTo).All(bound => bound is not null) && bands.SkipLast(1).Zip(bands.Skip(1)).All(two => two.Second!.UpTo is not { } upTo || two.First!.UpTo < upTo);

    private static decimal? NumberOf(string text)
        => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Table(decimal Exemption, IReadOnlyList<RateBand> Bands);
}
