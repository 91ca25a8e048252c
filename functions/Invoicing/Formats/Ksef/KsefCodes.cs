using System.Collections.Frozen;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>The currencies and countries that FA(3) takes.</summary>
internal static class KsefCodes
{
    private static readonly FrozenSet<string> Currencies = List("currency");
    private static readonly FrozenSet<string> Countries = List("country");
    private static readonly FrozenSet<string> EuPrefixes = List("eu");

    public static bool IsCurrency(string code) => Currencies.Contains(code);

    public static bool IsCountry(string code) => Countries.Contains(code);

    /// <summary>Letters before a VAT number of a Member State, or of Northern Ireland.</summary>
    public static bool IsEuPrefix(string code) => EuPrefixes.Contains(code);

    private static FrozenSet<string> List(string name)
        => KsefTable.Rows("ksef-codes").Where(row => row[0] == name).SelectMany(row => row[1].Split(' ')).ToFrozenSet(StringComparer.Ordinal);
}
