using NodaTime;

namespace BackOffice.Primitives;

/// <summary>Check rules of the Polish numbers.</summary>
internal static class PolishIds
{
    private static ReadOnlySpan<int> NipWeights => [6, 5, 7, 2, 3, 4, 5, 6, 7];

    private static ReadOnlySpan<int> PeselWeights => [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

    private static ReadOnlySpan<int> RegonWeights => [8, 9, 2, 3, 4, 5, 6, 7];

    private static ReadOnlySpan<int> LongRegonWeights => [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

    public static IdentifierFault? FaultOfNip(string value) => FaultOfForm(value, value.Length == 10)
        ?? Check(IdentifierText.WeightedSum(value, NipWeights) % 11, value[9]);

    public static IdentifierFault? FaultOfPesel(string value)
    {
        if (FaultOfForm(value, value.Length == 11) is { } fault)
        {
            return fault;
        }

        return IsBirthDate(value)
            ? Check((10 - (IdentifierText.WeightedSum(value, PeselWeights) % 10)) % 10, value[10])
            : IdentifierFault.WrongDate;
    }

    public static IdentifierFault? FaultOfRegon(string value) => FaultOfForm(value, value.Length is 9 or 14)
        ?? Check(IdentifierText.WeightedSum(value, RegonWeights) % 11 % 10, value[8])
        ?? (value.Length == 14 ? Check(IdentifierText.WeightedSum(value, LongRegonWeights) % 11 % 10, value[13]) : null);

    private static IdentifierFault? FaultOfForm(string value, bool rightLength) => value switch
    {
        _ when !IdentifierText.IsDigits(value) => IdentifierFault.WrongCharacters,
        _ when !rightLength => IdentifierFault.WrongLength,
        _ => null,
    };

    /// <summary>A computed 10 is no digit: such numbers are not issued.</summary>
    private static IdentifierFault? Check(int computed, char written)
        => computed == IdentifierText.Digit(written) ? null : IdentifierFault.WrongCheckDigit;

    private static bool IsBirthDate(string pesel)
    {
        int year = (IdentifierText.Digit(pesel[0]) * 10) + IdentifierText.Digit(pesel[1]);
        int month = (IdentifierText.Digit(pesel[2]) * 10) + IdentifierText.Digit(pesel[3]);
        int day = (IdentifierText.Digit(pesel[4]) * 10) + IdentifierText.Digit(pesel[5]);
        // The month carries the century: +80 for the 1800s, +20 for the 2000s and so on to +60.
        int century = (month / 20) switch
        {
            4 => 1800,
            var later => 1900 + (later * 100),
        };
        month %= 20;
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(century + year, month);
    }
}
