using BackOffice.Invoicing.Domain;
using BackOffice.Primitives;

namespace BackOffice.Invoicing.Rules;

/// <summary>The VAT rates that come with the project: codes/vat-rates.json.</summary>
internal static class VatRateFile
{
    public static VatRates Current { get; } = new(ShippedFiles.Read<Table>("invoicing/codes/vat-rates.json").Countries);

    private sealed record Table(string List, string Version, IReadOnlyDictionary<string, IReadOnlyList<VatRate>> Countries);
}
