using System.Reflection;
using System.Text.Json;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Rules;

/// <summary>The VAT rates that come with the project: codes/vat-rates.json.</summary>
internal static class VatRateFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static VatRates Current { get; } = Read();

    private static VatRates Read()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("invoicing/codes/vat-rates.json")!;
        return new VatRates(JsonSerializer.Deserialize<Table>(file, Format)!.Countries);
    }

    private sealed record Table(string List, string Version, IReadOnlyDictionary<string, IReadOnlyList<VatRate>> Countries);
}
