namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The codes that a VAT number may begin with: countries, and what is used for Greece, Kosovo and Northern Ireland.</summary>
internal static class VatPrefixes
{
    private static readonly string All = $" {string.Join(' ', CodeFile.Load("vat-prefixes").Lines)} ";

    public static bool IsOne(string prefix) => All.Contains($" {prefix} ", StringComparison.Ordinal);

    /// <summary>As the UBL rule asks: also true of a part of the list that is no code, such as one letter.</summary>
    public static bool IsPartOfOne(string prefix) => All.Contains(prefix, StringComparison.Ordinal);
}
