namespace BackOffice.Primitives;

/// <summary>The two control digits inside a Spanish account number, which banks refuse on even where the IBAN's own are right.</summary>
internal static class SpanishAccount
{
    private static ReadOnlySpan<int> BankWeights => [4, 8, 5, 10, 9, 7, 3, 6];

    private static ReadOnlySpan<int> AccountWeights => [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];

    public static bool HasRightControls(string national)
        => Control(national[..8], BankWeights) == IdentifierText.Digit(national[8])
            && Control(national[10..], AccountWeights) == IdentifierText.Digit(national[9]);

    private static int Control(string digits, ReadOnlySpan<int> weights) => (11 - (IdentifierText.WeightedSum(digits, weights) % 11)) switch
    {
        11 => 0,
        10 => 1,
        var control => control,
    };
}
