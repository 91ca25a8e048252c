using System.Collections.Frozen;
using System.Text.Json;
using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>The code lists of FatturaPA and what EN 16931 calls the same thing (codes/fatturapa.json).</summary>
internal sealed record FatturaPaCodes
{
    public static FatturaPaCodes Current { get; } = Load();

    public required CodePairs DocumentTypes { get; init; }

    public required CodePairs SimplifiedTypes { get; init; }

    public required CodePairs PaymentMethods { get; init; }

    public required CodePairs Natures { get; init; }

    /// <summary>Usual words for units, in capitals and without points, with their code of UN/ECE recommendation 20.</summary>
    public required FrozenDictionary<string, string> Units { get; init; }

    public required FrozenSet<string> TaxRegimes { get; init; }

    public required FrozenSet<string> Funds { get; init; }

    public required FrozenSet<string> Withholdings { get; init; }

    public required FrozenSet<string> WithholdingCauses { get; init; }

    public required FrozenSet<string> SimplifiedNatures { get; init; }

    /// <summary>The Natura that a VAT category and its VATEX code mean; null when they leave it open.</summary>
    public string? NatureOf(VatCategory category, string? exemptionCode)
        => Natures.MeantBy(exemptionCode is null ? category.Code : $"{category.Code}/{exemptionCode}");

    private static FatturaPaCodes Load()
    {
        using var file = ShippedFiles.Open("invoicing/codes/fatturapa.json");
        using var json = JsonDocument.Parse(file);
        var lists = json.RootElement;
        return new()
        {
            DocumentTypes = new(lists.GetProperty("documentTypes")),
            SimplifiedTypes = new(lists.GetProperty("simplifiedTypes")),
            PaymentMethods = new(lists.GetProperty("paymentMethods")),
            Natures = new(lists.GetProperty("natures")),
            Units = lists.GetProperty("units").EnumerateObject().ToFrozenDictionary(unit => unit.Name, unit => unit.Value.GetString()!, StringComparer.Ordinal),
            TaxRegimes = Set(lists, "taxRegimes"),
            Funds = Set(lists, "funds"),
            Withholdings = Set(lists, "withholdings"),
            WithholdingCauses = Set(lists, "withholdingCauses"),
            SimplifiedNatures = Set(lists, "simplifiedNatures"),
        };
    }

    private static FrozenSet<string> Set(JsonElement lists, string name) => lists.GetProperty(name).EnumerateArray().Select(code => code.GetString()!).ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>A list of Italian codes with the code of EN 16931 for each, and back where that is certain.</summary>
internal sealed class CodePairs
{
    private readonly FrozenDictionary<string, (string En, string? Vatex)> of;
    private readonly FrozenDictionary<string, string> meant;

    public CodePairs(JsonElement list)
    {
        of = list.EnumerateArray().ToFrozenDictionary(pair => Text(pair, "code")!, pair => (Text(pair, "en")!, Text(pair, "vatex")), StringComparer.Ordinal);
        meant = list.EnumerateArray().Where(pair => pair.TryGetProperty("isMeantBy", out _))
            .SelectMany(pair => pair.GetProperty("isMeantBy").EnumerateArray().Select(en => KeyValuePair.Create(en.GetString()!, Text(pair, "code")!)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    public bool Contains(string code) => of.ContainsKey(code);

    /// <summary>The code of EN 16931; null when the Italian one is none of the list.</summary>
    public string? En(string? code) => code is not null && of.TryGetValue(code, out var pair) ? pair.En : null;

    public string? Vatex(string? code) => code is not null && of.TryGetValue(code, out var pair) ? pair.Vatex : null;

    /// <summary>The Italian code that one of EN 16931 certainly means; null when it may be one of several.</summary>
    public string? MeantBy(string? en) => en is null ? null : meant.GetValueOrDefault(en);

    private static string? Text(JsonElement pair, string name) => pair.TryGetProperty(name, out var value) ? value.GetString() : null;
}
