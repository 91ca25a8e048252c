using System.Collections.Frozen;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// The figures of a country's payroll law between two days, as data with their sources. They are parameters to be confirmed by the
/// employer's adviser, and every document that uses them says so.
/// </summary>
public sealed class RulePack
{
    private readonly FrozenDictionary<string, PayRule> rules;

    internal RulePack(string country, string version, RulePackTerms terms, IReadOnlyDictionary<string, PayRule> rules)
    {
        (Country, Version, Terms) = (country, version, terms);
        this.rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Country { get; }

    /// <summary>Country, year and edition, and the beginning of the SHA-256 of all it says: pl-2026.1-9f2c61d0. Other figures, another version.</summary>
    public string Version { get; }

    public RulePackTerms Terms { get; }

    public Currency Currency => Terms.Currency;

    public IEnumerable<PayRule> Rules => rules.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal);

    /// <exception cref="RulePackException">The pack has no such rule.</exception>
    public PayRule Rule(string id) => rules.TryGetValue(id, out var rule) ? rule : throw new RulePackException(Version, id, "There is no such rule.");

    public PayRule? Find(string id) => rules.GetValueOrDefault(id);
}

/// <summary>When a pack holds, and in which money.</summary>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, included.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Notice">What its users have to be told.</param>
public sealed record RulePackTerms(LocalDate ValidFrom, LocalDate ValidTo, Currency Currency, string Notice);

/// <summary>One rule of the law: its figures, how its result is rounded, and where that is written.</summary>
public sealed record PayRule
{
    public required string Id { get; init; }

    /// <summary>In English, for traces.</summary>
    public required string Name { get; init; }

    /// <summary>Law, decree, circular, or the practice it follows.</summary>
    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>How results of this rule are rounded, and to which step.</summary>
    public required Rounding Rounding { get; init; }

    /// <summary>Where the rounding is written.</summary>
    public required string RoundingSource { get; init; }

    /// <summary>Rates as fractions (0.0976), amounts in the currency of the pack, counts.</summary>
    public required IReadOnlyDictionary<string, decimal> Values { get; init; }

    public required IReadOnlyDictionary<string, string> Words { get; init; }

    /// <summary>A progressive scale, lowest first; empty when the rule has none.</summary>
    public required IReadOnlyList<RateBand> Bands { get; init; }

    /// <exception cref="RulePackException">The rule has no such figure.</exception>
    public decimal Value(string value) => Values.TryGetValue(value, out var figure) ? figure : throw new RulePackException(Id, value, "There is no such figure.");

    /// <summary>Rounded as this rule says.</summary>
    public decimal Round(decimal exact) => Rounding.Round(exact, 2);

    /// <summary>The progressive amount on a base, exact: each band's rate on the part of the base within it.</summary>
    /// <param name="base">Not negative.</param>
    /// <param name="share">The part of the year the bands are for: 1/12 for a month.</param>
    public decimal OnBands(decimal @base, decimal share = 1) => RateBand.On(Bands, @base, share);
}

/// <summary>One band of a scale.</summary>
/// <param name="UpTo">Included; null for the last.</param>
/// <param name="Rate">As a fraction.</param>
public sealed record RateBand(decimal? UpTo, decimal Rate)
{
    /// <inheritdoc cref="PayRule.OnBands"/>
    internal static decimal On(IReadOnlyList<RateBand> bands, decimal @base, decimal share = 1)
    {
        var (total, from) = (0m, 0m);
        foreach (var band in bands)
        {
            var upTo = band.UpTo * share ?? decimal.MaxValue;
            if (@base <= from)
            {
                break;
            }

            total += (Math.Min(@base, upTo) - from) * band.Rate;
            from = upTo;
        }

        return total;
    }
}

/// <summary>A rule pack is not as the rules that read it need it: a mistake of the program's data, found when it starts.</summary>
public sealed class RulePackException(string pack, string entry, string problem) : Exception($"{pack}, {entry}: {problem}");
