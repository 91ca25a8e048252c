using System.Collections.Frozen;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Units of measure: the words of Polish invoices and the codes of UN/ECE recommendation 20.</summary>
internal static class KsefUnits
{
    private static readonly (string Code, string[] Words)[] Table
        = [.. KsefTable.Rows("ksef-units").Select(row => (row[0], row[1].Split(' ').Select(word => word.Replace('_', ' ')).ToArray()))];

    private static readonly FrozenDictionary<string, string> Codes
        = Table.SelectMany(unit => unit.Words.Select(word => KeyValuePair.Create(word, unit.Code))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Words = Table.ToFrozenDictionary(unit => unit.Code, unit => unit.Words[0], StringComparer.Ordinal);

    /// <summary>The code of a word; the word itself when it is not known.</summary>
    public static string CodeOf(string word) => Codes.GetValueOrDefault(word, word);

    /// <summary>The usual word for a code; the code itself when there is none.</summary>
    public static string WordOf(string code) => Words.GetValueOrDefault(code, code);
}
