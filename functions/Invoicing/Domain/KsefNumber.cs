using System.Buffers;
using System.Globalization;
using BackOffice.Primitives;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Invoicing.Domain;

/// <summary>
/// The number that KSeF gives an invoice: who issued it, the day it was accepted, a technical part and a check of two digits;
/// 35 characters since KSeF 2.0, 36 before.
/// </summary>
public sealed record KsefNumber
{
    private const int Length = 35;

    private static readonly SearchValues<char> Hexadecimals = SearchValues.Create("0123456789ABCDEF");

    private static readonly LocalDatePattern Day = LocalDatePattern.Create("uuuuMMdd", CultureInfo.InvariantCulture);

    private KsefNumber(string value, LocalDate date)
    {
        Value = value;
        Date = date;
    }

    public string Value { get; }

    /// <summary>The NIP of the issuer, or another number of KSeF that stands in its place.</summary>
    public string Issuer => Value[..10];

    /// <summary>When KSeF accepted the invoice, in Poland.</summary>
    public LocalDate Date { get; }

    /// <summary>Reads a number. The check digits of the older form, with 36 characters, are not known and not looked at.</summary>
    public static Identification<KsefNumber> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new(Value: null, IdentifierFault.Empty);
        }

        if (text.Length is not (Length or Length + 1))
        {
            return new(Value: null, IdentifierFault.WrongLength);
        }

        if (!IsWellFormed(text))
        {
            return new(Value: null, IdentifierFault.WrongStructure);
        }

        if (Day.Parse(text[11..19]) is not { Success: true } day)
        {
            return new(Value: null, IdentifierFault.WrongDate);
        }

        var isChecked = text.Length != Length || Check(text.AsSpan(0, Length - 3)) == byte.Parse(text.AsSpan(Length - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return isChecked ? new(new KsefNumber(text, day.Value), Fault: null) : new(Value: null, IdentifierFault.WrongCheckDigit);
    }

    /// <summary>Whether FA(3) lets it stand as a number of KSeF (TNumerKSeF): its form, without the check.</summary>
    public static bool IsWellFormed(string? text)
        => text is { Length: Length or Length + 1 }
            && IsIssuer(text.AsSpan(0, 10))
            && text[10] == '-' && IsDay(text.AsSpan(11, 8))
            && text[19] == '-' && IsTechnical(text.AsSpan(20, text.Length - 23))
            && text[^3] == '-' && IsHexadecimal(text.AsSpan(text.Length - 2));

    public override string ToString() => Value;

    /// <summary>CRC-8, polynomial x^8 + x^2 + x + 1, from zero, over all before the last hyphen.</summary>
    private static byte Check(ReadOnlySpan<char> text)
    {
        byte check = 0;
        foreach (var letter in text)
        {
            check ^= (byte)letter;
            for (var bit = 0; bit < 8; bit++)
            {
                check = (byte)((check & 0x80) == 0 ? check << 1 : (check << 1) ^ 0x07);
            }
        }

        return check;
    }

    /// <summary>A NIP, M and nine digits, or three letters and seven digits.</summary>
    private static bool IsIssuer(ReadOnlySpan<char> text)
        => (IsDigits(text) && text[0] != '0' && (text[1] != '0' || text[2] != '0'))
            || (text[0] == 'M' && IsDigits(text[1..]))
            || (text[..3].IndexOfAnyExceptInRange('A', 'Z') < 0 && IsDigits(text[3..]));

    /// <summary>From 2020 on; whether the month has such a day is not asked.</summary>
    private static bool IsDay(ReadOnlySpan<char> text)
        => IsDigits(text) && string.CompareOrdinal(text[..4].ToString(), "2020") >= 0
            && int.Parse(text[4..6], NumberStyles.None, CultureInfo.InvariantCulture) is >= 1 and <= 12
            && int.Parse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture) is >= 1 and <= 31;

    /// <summary>Twelve characters, with a hyphen in the middle in the older form.</summary>
    private static bool IsTechnical(ReadOnlySpan<char> text)
        => text.Length == 12 ? IsHexadecimal(text) : text.Length == 13 && text[6] == '-' && IsHexadecimal(text[..6]) && IsHexadecimal(text[7..]);

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsHexadecimal(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Hexadecimals);
}
