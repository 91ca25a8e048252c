namespace BackOffice.Invoicing.Rules.En16931;

/// <summary>The codes that a VAT number may begin with: countries, and what is used for Greece, Kosovo and Northern Ireland.</summary>
internal static class VatPrefixes
{
    private static readonly string All = Read();

    public static bool IsOne(string prefix) => All.Contains($" {prefix} ", StringComparison.Ordinal);

    /// <summary>As the UBL rule asks: also true of a part of the list that is no code, such as one letter.</summary>
    public static bool IsPartOfOne(string prefix) => All.Contains(prefix, StringComparison.Ordinal);

    private static string Read()
    {
        using var reader = new StreamReader(typeof(VatPrefixes).Assembly.GetManifestResourceStream("invoicing/codes/vat-prefixes.txt") ?? throw new InvalidDataException("The list of VAT prefixes is missing."));
        var codes = reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#');
        return $" {string.Join(' ', codes)} ";
    }
}
