using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace BackOffice.Primitives;

/// <summary>Check rules of the Romanian numbers.</summary>
internal static partial class RomanianIds
{
    private static ReadOnlySpan<int> CuiWeights => [7, 5, 3, 2, 1, 7, 5, 3, 2];

    private static ReadOnlySpan<int> CnpWeights => [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];

    public static IdentifierFault? FaultOfCui(string value)
    {
        if (!IdentifierText.IsDigits(value))
        {
            return IdentifierFault.WrongCharacters;
        }

        if (value.Length is < 2 or > 10)
        {
            return IdentifierFault.WrongLength;
        }

        if (value[0] == '0')
        {
            return IdentifierFault.WrongStructure;
        }

        string padded = value.PadLeft(10, '0');
        int check = IdentifierText.WeightedSum(padded, CuiWeights) * 10 % 11 % 10;
        return check == IdentifierText.Digit(padded[9]) ? null : IdentifierFault.WrongCheckDigit;
    }

    public static IdentifierFault? FaultOfCnp(string value)
    {
        if (!IdentifierText.IsDigits(value))
        {
            return IdentifierFault.WrongCharacters;
        }

        if (value.Length != 13)
        {
            return IdentifierFault.WrongLength;
        }

        int county = Number(value, 7, 2);
        if (value[0] == '0' || county is not ((>= 1 and <= 46) or 51 or 52))
        {
            return IdentifierFault.WrongStructure;
        }

        if (!IsBirthDate(value))
        {
            return IdentifierFault.WrongDate;
        }

        int remainder = IdentifierText.WeightedSum(value, CnpWeights) % 11;
        return (remainder == 10 ? 1 : remainder) == IdentifierText.Digit(value[12]) ? null : IdentifierFault.WrongCheckDigit;
    }

    /// <summary>J 40 / 1234 / 2020, J40-1234-2020, J40/1234/02.03.2020 -> J40/1234/2020; the new form has no separators.</summary>
    public static string CompactRegister(string? text)
    {
        string value = (text ?? string.Empty).Trim().ToUpperInvariant();
        Match old = LooseRegister().Match(value);
        return old.Success
            ? $"{old.Groups["letter"].Value}{old.Groups["county"].Value.PadLeft(2, '0')}/{old.Groups["serial"].Value.TrimStart('0')}/{old.Groups["year"].Value}"
            : value;
    }

    public static IdentifierFault? FaultOfRegister(string value)
    {
        if (value[0] is not ('J' or 'F' or 'C'))
        {
            return IdentifierFault.WrongStructure;
        }

        if (value.Contains('/', StringComparison.Ordinal))
        {
            Match old = StrictRegister().Match(value);
            return old.Success && IsCounty(int.Parse(old.Groups["county"].ValueSpan, CultureInfo.InvariantCulture)) ? null : IdentifierFault.WrongStructure;
        }

        return FaultOfNewRegister(value);
    }

    private static IdentifierFault? FaultOfNewRegister(string value)
    {
        if (value.Length != 14)
        {
            return IdentifierFault.WrongLength;
        }

        if (!IdentifierText.IsDigits(value[1..]))
        {
            return IdentifierFault.WrongCharacters;
        }

        // Since July 2024 the county is no longer written: 00.
        int year = Number(value, 1, 4);
        int county = Number(value, 11, 2);
        bool right = year switch
        {
            < 1990 => false,
            < 2024 => IsCounty(county),
            2024 => county == 0 || IsCounty(county),
            _ => county == 0,
        };
        if (!right)
        {
            return IdentifierFault.WrongStructure;
        }

        int sum = (value[0] % 10) + value[1..13].Sum(IdentifierText.Digit);
        return sum % 10 == IdentifierText.Digit(value[13]) ? null : IdentifierFault.WrongCheckDigit;
    }

    private static bool IsCounty(int county) => county is (>= 1 and <= 40) or 51 or 52;

    private static bool IsBirthDate(string cnp)
    {
        int century = cnp[0] switch
        {
            '3' or '4' => 1800,
            '5' or '6' => 2000,
            _ => 1900,
        };
        int year = century + Number(cnp, 1, 2);
        int month = Number(cnp, 3, 2);
        int day = Number(cnp, 5, 2);
        // Residents (7 to 9) carry no century, so that 29 February 00 is possible.
        int leapYear = cnp[0] >= '7' && year == 1900 ? 2000 : year;
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(leapYear, month);
    }

    private static int Number(string text, int start, int length) => int.Parse(text.AsSpan(start, length), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<letter>[A-Z])[\s/]*(?<county>\d{1,2})[\s/-]+(?<serial>\d{1,6})[\s/-]+(\d{1,2}\.\d{1,2}\.)?(?<year>\d{4})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooseRegister();

    [GeneratedRegex(@"^[JFC](?<county>\d{2})/[1-9]\d{0,5}/(199\d|20\d\d)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StrictRegister();
}
