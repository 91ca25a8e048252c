namespace BackOffice.Invoicing.Domain;

/// <summary>What a VAT category of UNTDID 5305 means for an invoice.</summary>
internal static class VatTreatment
{
    /// <summary>Nothing is taxed: the rate is zero, or there is none.</summary>
    public static bool IsUntaxed(string code) => code is "Z" or "E" or "AE" or "K" or "G" or "O";

    public static bool IsTaxed(string code) => code is "S" or "L" or "M" or "B";

    /// <summary>Whether a breakdown must say why nothing is taxed.</summary>
    public static bool NeedsReason(string code) => code is "E" or "AE" or "K" or "G" or "O";

    /// <summary>The code of the VATEX list that says no more than the category does; null where there are several reasons to choose from.</summary>
    public static string? ReasonOf(string code) => code switch
    {
        "AE" => "VATEX-EU-AE",
        "K" => "VATEX-EU-IC",
        "G" => "VATEX-EU-G",
        "O" => "VATEX-EU-O",
        _ => null,
    };

    /// <summary>The category with the rate it must have: none when not subject to VAT, zero when nothing is taxed.</summary>
    public static VatCategory? Normal(VatCategory? category) => category switch
    {
        { Code: "O" } => category with { Rate = null },
        not null when IsUntaxed(category.Code) => category with { Rate = 0 },
        _ => category,
    };
}
