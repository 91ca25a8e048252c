using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;
using BackOffice.Invoicing.Domain;
using BackOffice.Notifications.Domain;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.View;

/// <summary>What the parts of an invoice are called in one language, and how amounts and days are written in it.</summary>
internal sealed record InvoiceLabels
{
    private static readonly FrozenDictionary<Language, InvoiceLabels> All = Languages.All.ToFrozenDictionary(language => language, Read);

    /// <summary>Parts of the page.</summary>
    public required IReadOnlyDictionary<string, string> Words { get; init; }

    /// <summary>By code of UNTDID 1001; * for any other.</summary>
    public required IReadOnlyDictionary<string, string> Types { get; init; }

    /// <summary>By code of UNTDID 5305.</summary>
    public required IReadOnlyDictionary<string, string> VatCategories { get; init; }

    /// <summary>By code of UNTDID 4461.</summary>
    public required IReadOnlyDictionary<string, string> PaymentMeans { get; init; }

    /// <summary>By code of UN/ECE recommendation 20.</summary>
    public required IReadOnlyDictionary<string, string> Units { get; init; }

    /// <summary>By code of UNTDID 2005.</summary>
    public required IReadOnlyDictionary<string, string> TaxPoints { get; init; }

    /// <summary>What Italy and Poland add, by the name of the term in the model: taxRegime.</summary>
    public required IReadOnlyDictionary<string, string> National { get; init; }

    [JsonIgnore]
    public Language Language { get; init; }

    private CultureInfo Culture => Languages.CultureOf(Language);

    public static InvoiceLabels Of(Language language) => All[language];

    public string Word(string word) => Words[word];

    public string Type(string code) => Types.TryGetValue(code, out var name) ? name : $"{Types["*"]} {code}".TrimEnd();

    public string? Unit(string? code) => code is null ? null : Units.GetValueOrDefault(code) ?? code;

    /// <summary>Code and rate; what the code means stands once, in the breakdown.</summary>
    public string Vat(VatCategory? category) => category is null ? "" : category.Rate is { } rate ? $"{category.Code}\u00A0{Percent(rate)}" : category.Code;

    /// <summary>A code with what it means, where that is known.</summary>
    public static string Coded(string code, IReadOnlyDictionary<string, string> names) => names.TryGetValue(code, out var name) ? $"{name} ({code})" : code;

    /// <summary>At least the decimals of the currency, and all that are written.</summary>
    public string? Amount(decimal? amount, string currency)
        => amount?.ToString($"#,0{(Currency.TryOf(currency, out var known) && known.MinorDecimals == 0 ? "." : ".00")}##########", Culture);

    public string? Number(decimal? number) => number?.ToString("#,0.##########", Culture);

    public string Percent(decimal percent) => $"{Number(percent)}\u00A0%";

    public string? Day(LocalDate? day) => day?.ToString("d", Culture);

    public string? Days(InvoicePeriod? period) => period is null ? null : $"{Day(period.From)} – {Day(period.To)}".Trim();

    private static InvoiceLabels Read(Language language) => ShippedFiles.Read<InvoiceLabels>($"invoicing/labels/{Languages.CodeOf(language)}.json") with { Language = language };
}
