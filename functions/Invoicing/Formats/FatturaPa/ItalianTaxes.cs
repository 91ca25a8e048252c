using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>
/// Rate and Natura of FatturaPA against category and VATEX code of EN 16931. Split payment and the reason of a zero rate stand in the
/// summary; a line has them from the summary of its rate.
/// </summary>
internal sealed class ItalianTaxes
{
    public const string SplitPayment = "B";

    private readonly Dictionary<VatCategory, string?> natureOfCategory = [];
    private readonly HashSet<decimal?> split = [];

    public ItalianTaxes(IReadOnlyList<VatShare> shares)
    {
        Shares = shares;
        foreach (var share in shares)
        {
            // Two summaries of one category with different reasons: then each line says its own.
            var nature = NatureOf(share);
            natureOfCategory[share.Category] = natureOfCategory.TryGetValue(share.Category, out var other) && other != nature ? null : nature;
            if (share.Category.Code == SplitPayment)
            {
                split.Add(share.Category.Rate);
            }
        }
    }

    public IReadOnlyList<VatShare> Shares { get; }

    /// <summary>Null when there is no rate.</summary>
    public static VatCategory? CategoryOf(decimal? rate, string? nature, bool isSplit) => rate switch
    {
        null => null,
        > 0 => new VatCategory(isSplit ? SplitPayment : "S", rate),
        _ when FatturaPaCodes.Current.Natures.En(nature) is { } code => new VatCategory(code, code == "O" ? null : rate),
        _ => new VatCategory("Z", rate),
    };

    /// <summary>Natura of a summary: its own, else the one that its category and VATEX code mean; null when it is taxed or left open.</summary>
    public static string? NatureOf(VatShare share) => share.Italy?.Nature ?? FatturaPaCodes.Current.NatureOf(share.Category, share.ExemptionCode);

    /// <summary>Natura of what is of this category.</summary>
    public string? NatureOf(VatCategory? category, string? own)
        => own ?? (category is null ? null : natureOfCategory.GetValueOrDefault(category) ?? FatturaPaCodes.Current.NatureOf(category, exemptionCode: null));

    /// <summary>Category of a line or contribution, and its Natura where the summaries do not say it.</summary>
    public (VatCategory? Category, string? Nature) Read(FatturaPaNodeReading reading, RawNode node)
    {
        var (rate, nature) = (reading.Number(node, "AliquotaIVA"), reading.Text(node, "Natura"));
        var category = CategoryOf(rate, nature, split.Contains(rate));
        return (category, NatureOf(category, own: null) == nature ? null : nature);
    }
}
