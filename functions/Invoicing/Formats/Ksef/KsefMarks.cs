namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>The closed lists of FA(3) that are words.</summary>
internal static class KsefMarks
{
    /// <summary>TRodzajFaktury: an invoice, a correction, an advance, a final one, a simplified one, corrections of an advance and of a final one.</summary>
    public static bool IsKind(string text) => text is "VAT" or "KOR" or "ZAL" or "ROZ" or "UPR" or "KOR_ZAL" or "KOR_ROZ";

    public static bool IsCorrection(string? kind) => kind is "KOR" or "KOR_ZAL" or "KOR_ROZ";

    /// <summary>GTU_01 to GTU_13.</summary>
    public static bool IsGtu(string text)
        => text.Length == 6 && text.StartsWith("GTU_", StringComparison.Ordinal) && ((text[4] == '0' && text[5] is >= '1' and <= '9') || (text[4] == '1' && text[5] is >= '0' and <= '3'));

    /// <summary>TOznaczenieProcedury.</summary>
    public static bool IsProcedure(string text) => text is "WSTO_EE" or "IED" or "TT_D" or "I_42" or "I_63" or "B_SPV" or "B_SPV_DOSTAWA" or "B_MPV_PROWIZJA";

    public static bool IsColumnType(string text) => text is "date" or "datetime" or "dec" or "int" or "time" or "txt";
}
