using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Invoicing.Domain;

/// <summary>The VAT rates of countries, each with the days it is in force.</summary>
/// <param name="rates">By country, of ISO 3166-1.</param>
public sealed class VatRates(IReadOnlyDictionary<string, IReadOnlyList<VatRate>> rates)
{
    /// <summary>The rates of a country on a day, the highest first; null for a country that is not in the table.</summary>
    public IReadOnlyList<VatRate>? InForce(string country, LocalDate day)
        => rates.TryGetValue(country, out var all) ? [.. all.Where(rate => rate.IsInForceOn(day)).OrderByDescending(rate => rate.Percent)] : null;

    /// <summary>Whether a country taxes at this rate on a day, which is that of the tax point, not of the invoice.</summary>
    public VatRateVerdict Judge(string country, decimal percent, LocalDate day) => InForce(country, day) switch
    {
        null => VatRateVerdict.UnknownCountry,
        var known when known.Any(rate => rate.Percent == percent) => VatRateVerdict.InForce,
        _ => VatRateVerdict.NotInForce,
    };
}

/// <summary>A VAT rate.</summary>
public sealed record VatRate
{
    public required decimal Percent { get; init; }

    /// <summary>First day.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public required LocalDate From { get; init; }

    /// <summary>Last day; null while it is in force.</summary>
    [JsonConverter(typeof(IsoDateJsonConverter))]
    public LocalDate? To { get; init; }

    /// <summary>What it is for: all there is no other rate for, or the goods of a list.</summary>
    public required string Scope { get; init; }

    /// <summary>The act.</summary>
    public required string Source { get; init; }

    public required Confidence Confidence { get; init; }

    public bool IsInForceOn(LocalDate day) => From <= day && (To is null || day <= To);
}

/// <summary>What the table says of a rate on a day.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VatRateVerdict>))]
public enum VatRateVerdict
{
    InForce,
    NotInForce,
    UnknownCountry,
}
