namespace BackOffice.Primitives;

/// <summary>Texts of identifiers as people write them.</summary>
internal static class IdentifierText
{
    /// <summary>The text without the separators that are allowed in it.</summary>
    public static string Compact(string? text, string separators)
        => text is null ? string.Empty : string.Concat(text.Where(c => !separators.Contains(c, StringComparison.Ordinal)));

    public static bool IsDigits(string text) => text.All(char.IsAsciiDigit);

    public static int Digit(char digit) => digit - '0';

    /// <summary>Sum of each digit times the weight at its place; digits beyond the weights do not count.</summary>
    public static int WeightedSum(string digits, ReadOnlySpan<int> weights)
    {
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += Digit(digits[i]) * weights[i];
        }

        return sum;
    }
}
