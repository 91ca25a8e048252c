namespace BackOffice.Invoicing.Rules.Peppol;

/// <summary>Check digits of the identifiers that Peppol routes by, each as its register defines it. Texts of any length and kind are judged.</summary>
internal static class CheckDigits
{
    /// <summary>GS1: weights 3 and 1 from the right.</summary>
    public static bool IsGln(string id) => IsDigits(id) && (10 - (Sum(id[..^1], static (digit, place) => digit * (place % 2 == 0 ? 3 : 1)) % 10)) % 10 == id[^1] - '0';

    /// <summary>Weights 2 to 7 from the right, remainder of 11; a check digit of ten does not exist.</summary>
    public static bool IsNorwegian(string id)
        => id.Length == 9 && IsDigits(id) && id.Any(digit => digit != '0') && (11 - (Sum(id[..^1], static (digit, place) => digit * ((place % 6) + 2)) % 11)) % 11 == id[^1] - '0';

    /// <summary>The last two digits are 97 less the remainder of the first eight.</summary>
    public static bool IsBelgian(string id) => id.Length == 10 && IsDigits(id) && Value(id[8..]) == 97 - (Value(id[..8]) % 97);

    /// <summary>Luhn over nine digits, the tenth is the check digit.</summary>
    public static bool IsSwedish(string id)
        => id.Length == 10 && IsDigits(id) && (10 - (Sum(id[..9], static (digit, place) => place % 2 == 0 ? Doubled(digit) : digit) % 10)) % 10 == id[^1] - '0';

    /// <summary>The first digit less one, weights 10, 1, 3 to 19, a multiple of 89.</summary>
    public static bool IsAustralian(string id)
    {
        if (id.Length != 11 || !IsDigits(id))
        {
            return false;
        }

        var sum = (id[0] - '1') * 10;
        for (var i = 1; i < id.Length; i++)
        {
            sum += (id[i] - '0') * ((2 * i) - 1);
        }

        return sum % 89 == 0;
    }

    /// <summary>Every other digit from the left doubled, the sum a multiple of ten. Digits only.</summary>
    public static bool IsLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            sum += i % 2 == 1 ? Doubled(digits[i] - '0') : digits[i] - '0';
        }

        return sum % 10 == 0;
    }

    private static bool IsDigits(string id) => id.Length > 0 && id.All(char.IsAsciiDigit);

    private static int Doubled(int digit) => (2 * digit) - (digit > 4 ? 9 : 0);

    private static int Value(string digits) => digits.Aggregate(0, static (value, digit) => (value * 10) + digit - '0');

    private static int Sum(string digits, Func<int, int, int> weighted)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            // Kept small: an identifier may be of any length.
            sum = (sum + weighted(digits[digits.Length - 1 - place] - '0', place)) % 110;
        }

        return sum;
    }
}
