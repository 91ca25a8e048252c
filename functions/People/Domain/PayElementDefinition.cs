using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.People.Domain;

/// <summary>What a pay element is, while the definition holds: where it counts and how it is called.</summary>
public sealed record PayElementDefinition
{
    /// <summary>The code of its lines: lower case, points and hyphens.</summary>
    public required string Code { get; init; }

    public required PayLineKind Kind { get; init; }

    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Last day, included; null while it holds.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? ValidTo { get; init; }

    /// <summary>Paid for part of the month like the base pay.</summary>
    public bool IsProrated { get; init; }

    /// <summary>By language: it, ro, pl, en.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>The bases it enters, by country. A country that is not named does not know the element.</summary>
    public required IReadOnlyDictionary<string, Treatments> Treatments { get; init; }

    /// <summary>Why it is treated so.</summary>
    public string? Source { get; init; }

    /// <summary>When a tenant's own was written down, whatever the body says; null for the program's.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>Whether both say the same, to the last value of every list, whenever they were written down.</summary>
    public static bool IsSame(PayElementDefinition one, PayElementDefinition other)
        => JsonSerializer.Serialize(one with { RecordedAt = null }) == JsonSerializer.Serialize(other with { RecordedAt = null });

    public bool HoldsOn(LocalDate day) => ValidFrom <= day && (ValidTo is not { } last || day <= last);

    /// <summary>The element as it is given to somebody in a country that knows it.</summary>
    public PayElement Given(ElementTerms terms, string country) => new()
    {
        Code = terms.Code,
        Kind = Kind,
        Treatments = Treatments[country],
        Amount = terms.Amount,
        Quantity = terms.Quantity,
        Rate = terms.Rate,
        IsProrated = IsProrated,
        Contract = terms.Contract,
        Reference = terms.Reference,
        For = terms.For,
    };
}

/// <summary>The pay elements that can be given to people: the program's and the tenant's own.</summary>
public sealed class ElementCatalog(IEnumerable<PayElementDefinition> definitions)
{
    private readonly ILookup<string, PayElementDefinition> byCode = definitions.ToLookup(definition => definition.Code, StringComparer.Ordinal);

    public IEnumerable<PayElementDefinition> All => byCode.SelectMany(code => code).OrderBy(definition => definition.Code, StringComparer.Ordinal).ThenBy(definition => definition.ValidFrom);

    /// <summary>What an element is on a day in a country; null when it is none there. Of several, the one that began last.</summary>
    public PayElementDefinition? Find(string code, string country, LocalDate day)
        => byCode[code].Where(definition => definition.HoldsOn(day) && definition.Treatments.ContainsKey(country)).MaxBy(definition => definition.ValidFrom);

    /// <summary>What the elements of a country are called on a day in a language; those without a name in it are left out.</summary>
    public IReadOnlyDictionary<string, string> NamesIn(string language, string country, LocalDate day)
        => (from code in byCode
            let definition = Find(code.Key, country, day)
            where definition?.Names.ContainsKey(language) == true
            select (code.Key, Name: definition.Names[language])).ToDictionary(element => element.Key, element => element.Name, StringComparer.Ordinal);

    /// <summary>These and more; a definition of the others goes before one of these that began on the same day.</summary>
    public ElementCatalog With(IEnumerable<PayElementDefinition> others)
    {
        var added = others.ToList();
        var said = added.Select(definition => (definition.Code, definition.ValidFrom)).ToHashSet();
        return new ElementCatalog(added.Concat(All.Where(definition => !said.Contains((definition.Code, definition.ValidFrom)))));
    }
}
