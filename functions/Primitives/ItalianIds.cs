using NodaTime;

namespace BackOffice.Primitives;

/// <summary>Check rules of the Italian numbers (DM 23.12.1976 for the tax code).</summary>
internal static class ItalianIds
{
    private const string Months = "ABCDEHLMPRST";
    private const string OmocodiaDigits = "LMNPQRSTUV";

    // Value of a character at an odd place (counted from 1): digits share the values of A to J.
    private static ReadOnlySpan<int> OddValues =>
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    private static ReadOnlySpan<int> NumericPlaces => [6, 7, 9, 10, 12, 13, 14];

    public static IdentifierFault? FaultOfPartitaIva(string value) => value switch
    {
        _ when !IdentifierText.IsDigits(value) => IdentifierFault.WrongCharacters,
        { Length: not 11 } => IdentifierFault.WrongLength,
        _ when value.StartsWith("0000000", StringComparison.Ordinal) => IdentifierFault.WrongStructure,
        _ => Luhn(value) % 10 == 0 ? null : IdentifierFault.WrongCheckDigit,
    };

    public static IdentifierFault? FaultOfCodiceFiscale(string value) => value switch
    {
        { Length: 11 } => FaultOfPartitaIva(value),
        { Length: not 16 } => IdentifierFault.WrongLength,
        _ when !value.All(char.IsAsciiLetterOrDigit) => IdentifierFault.WrongCharacters,
        _ => FaultOfPerson(value),
    };

    private static IdentifierFault? FaultOfPerson(string value)
    {
        // Two people with the same code get one whose digits are replaced by letters (omocodia).
        Span<char> plain = value.ToCharArray();
        foreach (int place in NumericPlaces)
        {
            int digit = OmocodiaDigits.IndexOf(plain[place], StringComparison.Ordinal);
            plain[place] = digit >= 0 ? (char)('0' + digit) : plain[place];
        }

        for (int i = 0; i < plain.Length; i++)
        {
            if (char.IsAsciiDigit(plain[i]) != NumericPlaces.Contains(i))
            {
                return IdentifierFault.WrongStructure;
            }
        }

        if (!IsBirthDate(plain))
        {
            return IdentifierFault.WrongDate;
        }

        return CheckLetter(value) == value[15] ? null : IdentifierFault.WrongCheckDigit;
    }

    private static bool IsBirthDate(ReadOnlySpan<char> plain)
    {
        int year = (IdentifierText.Digit(plain[6]) * 10) + IdentifierText.Digit(plain[7]);
        int month = Months.IndexOf(plain[8], StringComparison.Ordinal) + 1;
        int day = (IdentifierText.Digit(plain[9]) * 10) + IdentifierText.Digit(plain[10]);
        int dayOfMonth = day > 40 ? day - 40 : day;
        // The century is not written, and 2000 was a leap year: 29 February 00 is possible.
        return month > 0 && dayOfMonth >= 1 && dayOfMonth <= CalendarSystem.Iso.GetDaysInMonth(2000 + year, month);
    }

    private static char CheckLetter(string value)
    {
        int sum = 0;
        for (int i = 0; i < 15; i++)
        {
            int rank = char.IsAsciiDigit(value[i]) ? value[i] - '0' : value[i] - 'A';
            sum += i % 2 == 0 ? OddValues[rank] : rank;
        }

        return (char)('A' + (sum % 26));
    }

    private static int Luhn(string digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = IdentifierText.Digit(digits[i]) * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum;
    }
}
