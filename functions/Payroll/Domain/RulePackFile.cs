using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Payroll.Domain;

/// <summary>A pack as it is written: a whole one, or one that says only what changed since another.</summary>
internal sealed record RulePackFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Disallow,
    };

    public required string Country { get; init; }

    /// <summary>Year and edition: 2026.1.</summary>
    public required string Edition { get; init; }

    /// <summary>The edition of which all is taken that is not said here.</summary>
    public string? BasedOn { get; init; }

    /// <summary>The edition that this one corrects: it no longer applies to new runs, and stays for those that were calculated with it.</summary>
    public string? Replaces { get; init; }

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidFrom { get; init; }

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidTo { get; init; }

    public required Currency Currency { get; init; }

    public required string Notice { get; init; }

    public required IReadOnlyDictionary<string, RuleEntry> Rules { get; init; }

    /// <exception cref="RulePackException">It is no pack; the message names the file and the place.</exception>
    public static RulePackFile Read(string name, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RulePackFile>(json, Format) ?? throw new RulePackException(name, "file", "It is empty.");
        }
        catch (JsonException problem)
        {
            throw new RulePackException(name, problem.Path ?? "file", problem.Message);
        }
    }

    /// <summary>The pack with all it takes from those it is based on, the nearest first; a rule is taken whole.</summary>
    public RulePack Complete(IReadOnlyList<RulePackFile> bases)
    {
        SortedDictionary<string, RuleEntry> entries = new(StringComparer.Ordinal);
        foreach (var (id, entry) in bases.Reverse().Append(this).SelectMany(file => file.Rules))
        {
            entries[id] = entry;
        }

        var terms = new RulePackTerms(ValidFrom, ValidTo, Currency, Notice);
        var text = JsonSerializer.Serialize(new { Country, Edition, From = LocalDatePattern.Iso.Format(ValidFrom), To = LocalDatePattern.Iso.Format(ValidTo), Currency, entries }, Format);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
        return new RulePack(Country, $"{Country.ToLowerInvariant()}-{Edition}-{digest}", terms, entries.ToDictionary(entry => entry.Key, entry => entry.Value.Rule($"{Country} {Edition}", entry.Key), StringComparer.Ordinal));
    }
}

/// <summary>One rule as it is written.</summary>
internal sealed record RuleEntry
{
    public required string Name { get; init; }

    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    public RoundingEntry? Rounding { get; init; }

    public IReadOnlyDictionary<string, decimal> Values { get; init; } = new Dictionary<string, decimal>();

    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<RateBand> Bands { get; init; } = [];

    public PayRule Rule(string pack, string id) => new()
    {
        Id = id,
        Name = Name,
        Source = Source,
        Confidence = Confidence,
        Rounding = Rounding?.Policy(pack, id) ?? Primitives.Rounding.HalfUp,
        RoundingSource = Rounding?.Source ?? "To the minor unit, halves up, as no rule says otherwise.",
        Values = Values,
        Words = Words,
        Bands = Bands,
    };
}

/// <summary>How a rule rounds, as it is written.</summary>
/// <param name="Way">half-up, half-even, up or down.</param>
/// <param name="Step">0.01, 1 and so on.</param>
/// <param name="Source">Where it is written.</param>
internal sealed record RoundingEntry(string Way, decimal Step, string Source)
{
    public Rounding Policy(string pack, string id) => (Way switch
    {
        "half-up" => Rounding.HalfUp,
        "half-even" => Rounding.HalfEven,
        "up" => Rounding.Up,
        "down" => Rounding.Down,
        _ => throw new RulePackException(pack, id, $"'{Way}' is no way to round: half-up, half-even, up or down."),
    }).ToStep(Step);
}
