using System.Collections.Frozen;
using NodaTime.Text;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>What a text of FatturaPA may be, by the types of its schema.</summary>
/// <param name="Fault">What is wrong with a text, as the end of a sentence; null when nothing is.</param>
internal sealed record TextForm(Func<string, string?> Fault)
{
    public static TextForm Country { get; } = Letters(2);

    public static TextForm Currency { get; } = Letters(3);

    public static TextForm Province { get; } = Letters(2);

    public static TextForm PostCode { get; } = Digits(5);

    public static TextForm FiscalCode { get; } = new(text => text.Length is >= 11 and <= 16 && IsCapitalsAndDigits(text) ? null : $"is {text}, and a codice fiscale has 11 to 16 capitals and digits");

    public static TextForm PersonsFiscalCode { get; } = new(text => text.Length == 16 && IsCapitalsAndDigits(text) ? null : $"is {text}, and a person's codice fiscale has 16 capitals and digits");

    public static TextForm Addressee { get; } = new(text => text.Length is 6 or 7 && IsCapitalsAndDigits(text) ? null : $"is {text}, and an addressee's code has six or seven capitals and digits");

    public static TextForm Channel { get; } = new(text => text.Length == 7 && IsCapitalsAndDigits(text) ? null : $"is {text}, and has seven capitals and digits");

    /// <summary>SdI 00425 wants a digit.</summary>
    public static TextForm InvoiceNumber { get; } = new(text => Basic(20).Fault(text) ?? (text.Any(char.IsAsciiDigit) ? null : $"is {text}, and has at least one digit"));

    public static TextForm Telephone { get; } = Basic(12, least: 5);

    public static TextForm Mail { get; } = new(text => text.Length is >= 7 and <= 256 && IsMail(text) ? null : $"is {text}, which is no mail address");

    public static TextForm Iban { get; } = new(text => text.Length is >= 15 and <= 34 && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[3]) && text.All(char.IsAsciiLetterOrDigit)
        ? null : "is an account that is no IBAN");

    public static TextForm Bic { get; } = new(text => IsBic(text) ? null : $"is {text}, which is no BIC");

    public static TextForm Base64 { get; } = new(text => System.Buffers.Text.Base64.IsValid(text) ? null : "is not Base64");

    public static TextForm Eori { get; } = new(text => text.Length is >= 13 and <= 17 ? null : "has not 13 to 17 characters");

    public static TextForm DateAndTime { get; } = new(text => IsDateAndTime(text) ? null : $"is {text}, which is no date with a time");

    /// <summary>ASCII.</summary>
    public static TextForm Basic(int most, int least = 1) => new(text => FaultOf(text, least, most, (char)0x7F, "ASCII"));

    /// <summary>Latin-1.</summary>
    public static TextForm Latin(int most) => new(text => FaultOf(text, 1, most, (char)0xFF, "Latin-1"));

    public static TextForm Any(int most) => new(text => FaultOf(text, 1, most, char.MaxValue, "Unicode"));

    public static TextForm OneOf(FrozenSet<string> codes) => new(text => codes.Contains(text) ? null : $"is {text}, which is no code of the list");

    public static TextForm OneOf(params string[] codes) => new(text => Array.IndexOf(codes, text) >= 0 ? null : $"is {text}, and may be {string.Join(" or ", codes)}");

    public static TextForm Letters(int count) => new(text => text.Length == count && text.All(char.IsAsciiLetterUpper) ? null : $"is {text}, and has {count} capital letters");

    public static TextForm Digits(int count) => new(text => text.Length == count && text.All(char.IsAsciiDigit) ? null : $"is {text}, and has {count} digits");

    private static string? FaultOf(string text, int least, int most, char last, string set)
    {
        if (text.Length < least || text.Length > most)
        {
            return $"has {text.Length} characters, and may have {least} to {most}";
        }

        foreach (var letter in text)
        {
            if (letter > last)
            {
                return $"has the character {letter}, which is not of {set}";
            }
        }

        return null;
    }

    private static bool IsCapitalsAndDigits(string text) => text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    /// <summary>One @, and a point between other characters after it; the characters that unquoted addresses may have.</summary>
    private static bool IsMail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var host = at < 0 ? "" : text[(at + 1)..];
        return at > 0 && host.IndexOf('.', StringComparison.Ordinal) > 0 && HasWords(text[..at]) && HasWords(host);
    }

    private static bool HasWords(string text)
        => text.Split('.').All(word => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+/=?^_`{|}~-".Contains(letter, StringComparison.Ordinal)));

    private static bool IsBic(string text)
        => text.Length is 8 or 11 && text.AsSpan(0, 6).IndexOfAnyExceptInRange('A', 'Z') < 0 && IsCapitalsAndDigits(text) && text[6] is not ('0' or '1') && text[7] != 'O';

    private static bool IsDateAndTime(string text) => LocalDateTimePattern.ExtendedIso.Parse(text).Success || OffsetDateTimePattern.ExtendedIso.Parse(text).Success;
}
