namespace BackOffice.Invoicing.Formats.Cii;

/// <summary>When VAT is due (BT-8): UBL takes the codes of UNTDID 2005, which are the model's, CII those of UNTDID 2475.</summary>
internal static class CiiTaxPoint
{
    public static string? Read(string? code) => code switch
    {
        "5" => "3",
        "29" => "35",
        "72" => "432",
        _ => code,
    };

    public static string? Write(string? code) => code switch
    {
        "3" => "5",
        "35" => "29",
        "432" => "72",
        _ => code,
    };
}
