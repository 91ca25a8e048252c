using System.Text;

namespace BackOffice.Payments.Domain;

/// <summary>A text in the characters every SEPA bank takes: a-z A-Z 0-9 / - ? : ( ) . , ' + and space (EPC217-08).</summary>
/// <param name="Value">Never longer than asked for; without space around and two in a row.</param>
/// <param name="IsCut">Something at the end is missing.</param>
public readonly record struct SepaText(string Value, bool IsCut)
{
    private const string Signs = "/-?:().,'+ ";
    private const char Unknown = '.';

    /// <summary>No letter and no digit is left: a bank could not tell who or what is meant.</summary>
    public bool IsEmpty => !Value.Any(char.IsLetterOrDigit);

    /// <summary>Writes other letters in these ones, unknown ones as a point, and cuts at the limit.</summary>
    public static SepaText Of(string? text, int most)
    {
        var written = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            Append(written, rune);
        }

        var whole = string.Join(' ', written.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return whole.Length <= most ? new(whole, IsCut: false) : new(whole[..most].TrimEnd(), IsCut: true);
    }

    public static bool Takes(char letter) => char.IsAsciiLetterOrDigit(letter) || Signs.Contains(letter, StringComparison.Ordinal);

    private static void Append(StringBuilder written, Rune rune)
    {
        if (rune.IsAscii && Takes((char)rune.Value))
        {
            written.Append((char)rune.Value);
        }
        else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            written.Append(' ');
        }
        else if (rune.IsBmp && Transliteration.Of((char)rune.Value) is { } known)
        {
            written.Append(known);
        }
        else
        {
            AppendUnaccented(written, rune);
        }
    }

    private static void AppendUnaccented(StringBuilder written, Rune rune)
    {
        var before = written.Length;
        foreach (var letter in Transliteration.Unaccented(rune))
        {
            written.Append(Takes(letter) ? letter.ToString() : Transliteration.Of(letter) ?? "");
        }

        if (written.Length == before)
        {
            written.Append(Unknown);
        }
    }
}
