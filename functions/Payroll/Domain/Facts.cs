using System.Globalization;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// What a country's rules want to know of an employer, a person or a contract beyond what every country has: tax reliefs
/// claimed, funds joined, rates of the employer. Each is declared by the country and checked when it is imported.
/// </summary>
public sealed class Facts
{
    private readonly Dictionary<string, string> values;

    private Facts(Dictionary<string, string> values) => this.values = values;

    public static Facts None { get; } = new([]);

    public IEnumerable<KeyValuePair<string, string>> All => values.OrderBy(entry => entry.Key, StringComparer.Ordinal);

    public static Facts Of(IEnumerable<KeyValuePair<string, string>> values) => new(new Dictionary<string, string>(values, StringComparer.Ordinal));

    public int Count => values.Count;

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>A yes or no; what was not said is the default.</summary>
    public bool Flag(string name, bool otherwise = false) => values.TryGetValue(name, out var text) ? text == "true" : otherwise;

    /// <summary>A number with a point; what was not said is the default.</summary>
    public decimal Number(string name, decimal otherwise = 0)
        => values.TryGetValue(name, out var text) ? decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : otherwise;

    public string? Word(string name) => values.GetValueOrDefault(name);

    public LocalDate? Day(string name) => values.TryGetValue(name, out var text) ? LocalDatePattern.Iso.Parse(text).Value : null;

    /// <summary>Names of which these and others say something else.</summary>
    internal IEnumerable<string> DifferentFrom(Facts other)
        => values.Keys.Union(other.values.Keys, StringComparer.Ordinal).Where(name => Word(name) != other.Word(name));

    /// <summary>These, with what another says of some names, or does not say.</summary>
    internal Facts With(IEnumerable<string> names, Facts other)
    {
        var taken = names.ToHashSet(StringComparer.Ordinal);
        return Of(values.Where(entry => !taken.Contains(entry.Key)).Concat(other.values.Where(entry => taken.Contains(entry.Key))));
    }

    /// <summary>What is wrong with these by the definitions of a country: unknown names, values of another form.</summary>
    public IEnumerable<PayProblem> ProblemsBy(IReadOnlyDictionary<string, FactDefinition> definitions)
    {
        foreach (var (name, value) in values)
        {
            if (!definitions.TryGetValue(name, out var definition))
            {
                yield return new PayProblem("unknown-fact", $"facts.{name}", $"This country knows no fact '{name}'.");
            }
            else if (definition.ProblemWith(value) is { } problem)
            {
                yield return new PayProblem("wrong-fact", $"facts.{name}", problem);
            }
        }
    }

    /// <summary>These, and the other's where both say something: a contract's over the person's, the person's over the employer's.</summary>
    public Facts OverriddenBy(Facts other)
    {
        if (other.values.Count == 0)
        {
            return this;
        }

        var merged = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (name, value) in other.values)
        {
            merged[name] = value;
        }

        return new Facts(merged);
    }
}

/// <summary>A fact that a country's rules read.</summary>
/// <param name="Name">Lower case with points: pit2, inps.rate.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Text">What it means, its unit, and what holds when it is not said.</param>
public sealed record FactDefinition(string Name, FactKind Kind, string Text)
{
    /// <summary>The words allowed; null when any, or when it is no word.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>Lowest and highest number allowed, both included.</summary>
    public (decimal Lowest, decimal Highest)? Range { get; init; }

    /// <summary>Says what is wrong with a word that has a form of its own, or null; null when any word will do.</summary>
    public Func<string, string?>? Form { get; init; }

    /// <summary>What is wrong with a value, or null.</summary>
    public string? ProblemWith(string value) => Kind switch
    {
        FactKind.Flag => value is "true" or "false" ? null : $"'{Name}' is true or false.",
        FactKind.Number => !decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? $"'{Name}' is a number with a point."
            : Range is { } range && (number < range.Lowest || number > range.Highest) ? string.Create(CultureInfo.InvariantCulture, $"'{Name}' is from {range.Lowest} to {range.Highest}.")
            : null,
        FactKind.Day => LocalDatePattern.Iso.Parse(value).Success ? null : $"'{Name}' is a day such as 2026-01-31.",
        FactKind.Word when Form is not null => Form(value),
        FactKind.Word => Words is null || Words.Contains(value, StringComparer.Ordinal) ? null : $"'{Name}' is one of {string.Join(", ", Words)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(value), Kind, "Not a kind of fact."),
    };
}

/// <summary>How a fact is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactKind>))]
public enum FactKind
{
    /// <summary>true or false.</summary>
    [JsonStringEnumMemberName("flag")]
    Flag,

    /// <summary>A number with a point.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>A day, 2026-01-31.</summary>
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>A word, of a list where the definition has one.</summary>
    [JsonStringEnumMemberName("word")]
    Word,
}
