using System.Collections.Frozen;
using System.Globalization;
using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>A rate as P_12 has it.</summary>
/// <param name="Code">23, 0 KR, np II.</param>
/// <param name="Category">In EN 16931.</param>
/// <param name="Exemption">Why nothing is taxed, of the VATEX list.</param>
/// <param name="Sums">Where it is summed up.</param>
internal sealed record KsefRate(string Code, VatCategory Category, string? Exemption, KsefSums Sums)
{
    /// <summary>What sets it apart from others of its category.</summary>
    public PolishTreatment? Treatment => Code switch
    {
        "oo" => PolishTreatment.DomesticReverseCharge,
        "np II" => PolishTreatment.ServiceToEuBusiness,
        _ => null,
    };
}

/// <summary>The fields that bases and VAT are summed up in.</summary>
/// <param name="Base">P_13_1.</param>
/// <param name="Tax">P_14_1; null where nothing is taxed.</param>
/// <param name="TaxInZloty">P_14_1W.</param>
internal sealed record KsefSums(string Base, string? Tax, string? TaxInZloty);

/// <summary>Rates of KSeF and categories of EN 16931, both ways.</summary>
internal static class KsefRates
{
    public static IReadOnlyList<KsefRate> All { get; } = [.. KsefTable.Rows("ksef-rates").Select(Row)];

    /// <summary>At the rate of another Member State.</summary>
    public static KsefSums OneStopShop { get; } = new("P_13_5", "P_14_5", TaxInZloty: null);

    /// <summary>The margin is taxed, and shown without VAT.</summary>
    public static KsefSums Margin { get; } = new("P_13_11", Tax: null, TaxInZloty: null);

    /// <summary>All fields of sums, in the order of the schema.</summary>
    public static IReadOnlyList<KsefSums> Sums { get; } = Ordered();

    private static readonly FrozenDictionary<string, KsefRate> ByCode = All.ToFrozenDictionary(rate => rate.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<KsefSums, IReadOnlyList<decimal>> Percentages = Sums.ToFrozenDictionary(
        sums => sums,
        sums => (IReadOnlyList<decimal>)[.. All.Where(rate => rate.Sums == sums).Select(rate => rate.Category.Rate ?? 0).OrderDescending()]);

    /// <summary>The rate that P_12 names; null when there is none such.</summary>
    public static KsefRate? Of(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>The rate for a category; null where Poland has none. Reverse charge is taken for domestic unless the treatment says otherwise.</summary>
    public static KsefRate? Of(VatCategory category, PolishTreatment? treatment) => category.Code switch
    {
        "AE" => ByCode[treatment == PolishTreatment.ServiceToEuBusiness ? "np II" : "oo"],
        "S" => All.FirstOrDefault(rate => rate.Category.Code == "S" && rate.Category.Rate == category.Rate),
        _ => All.FirstOrDefault(rate => rate.Category.Code == category.Code),
    };

    /// <summary>The percentages that a field sums up, the highest first.</summary>
    public static IReadOnlyList<decimal> RatesOf(KsefSums sums) => Percentages[sums];

    /// <summary>Where a category is summed up; null where Poland has no such rate.</summary>
    public static KsefSums? SumsOf(VatCategory category, PolishTreatment? treatment) => treatment switch
    {
        PolishTreatment.OneStopShop => OneStopShop,
        PolishTreatment.MarginScheme => Margin,
        _ => Of(category, treatment)?.Sums,
    };

    private static KsefRate Row(IReadOnlyList<string> row)
        => new(
            row[0],
            new VatCategory(row[1], row[2].Length == 0 ? null : decimal.Parse(row[2], NumberStyles.None, CultureInfo.InvariantCulture)),
            Some(row[3]),
            new KsefSums(row[4], Some(row[5]), Some(row[6])));

    private static string? Some(string cell) => cell.Length == 0 ? null : cell;

    private static List<KsefSums> Ordered()
    {
        List<KsefSums> sums = [.. All.Select(rate => rate.Sums).Distinct()];
        sums.Insert(sums.FindIndex(sum => sum.Base == "P_13_4") + 1, OneStopShop);
        sums.Add(Margin);
        return sums;
    }
}
