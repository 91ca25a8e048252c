namespace BackOffice.Primitives;

/// <summary>ISO 7064 MOD 97-10, letters counting as 10 to 35.</summary>
internal static class Mod97
{
    public static int Remainder(ReadOnlySpan<char> digitsAndCapitals)
    {
        int remainder = 0;
        foreach (char c in digitsAndCapitals)
        {
            remainder = char.IsAsciiDigit(c)
                ? ((remainder * 10) + (c - '0')) % 97
                : ((remainder * 100) + (c - 'A' + 10)) % 97;
        }

        return remainder;
    }
}
