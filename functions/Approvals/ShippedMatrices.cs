using System.Collections.Frozen;
using System.Text.Json;
using BackOffice.Approvals.Domain;
using BackOffice.Http;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Approvals;

/// <summary>The matrices that come with the app, one file a currency in rules/; they fill in what a tenant's own matrix says nothing of.</summary>
internal static class ShippedMatrices
{
    private static readonly FrozenDictionary<Currency, IReadOnlyList<ApprovalMatrix>> ByCurrency
        = new[] { Currency.Eur, Currency.Ron, Currency.Pln }.ToFrozenDictionary(currency => currency, Load);

    /// <summary>The one that holds on a day, in the currency of the country; null before the first.</summary>
    public static NamedMatrix? Of(string country, LocalDate day)
    {
        var currency = CurrencyOf(country);
        return ByCurrency[currency].FirstOrDefault(matrix => matrix.HoldsOn(day)) is { } matrix
            ? new NamedMatrix($"default {currency} {matrix.ValidFrom:uuuu-MM-dd}", matrix)
            : null;
    }

    /// <summary>Euros where no other currency is shipped: such a tenant writes limits of its own.</summary>
    public static Currency CurrencyOf(string country) => country switch
    {
        "RO" => Currency.Ron,
        "PL" => Currency.Pln,
        _ => Currency.Eur,
    };

    /// <exception cref="InvalidDataException">The file is damaged, or two matrices in it overlap.</exception>
    internal static IReadOnlyList<ApprovalMatrix> Read(string name, Stream content)
    {
        var matrices = JsonSerializer.Deserialize<List<ApprovalMatrix>>(content, Json.Options) ?? [];
        MatrixCheck.Require(name, matrices);
        return matrices;
    }

    private static IReadOnlyList<ApprovalMatrix> Load(Currency currency)
    {
        var name = $"approvals/{currency}.json";
        using var content = ShippedFiles.Open(name);
        return Read(name, content);
    }
}
