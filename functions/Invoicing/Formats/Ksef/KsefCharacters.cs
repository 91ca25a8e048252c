using System.Text;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Characters: those that XML 1.0 can hold, and of them those that KSeF takes, which XML does not advise against.</summary>
internal static class KsefCharacters
{
    /// <summary>Whether KSeF takes the text.</summary>
    public static bool AreTaken(string text) => IsPlain(text) || All(text, IsTaken);

    /// <summary>The text without what XML cannot hold.</summary>
    public static string Writable(string text)
        => IsPlain(text) || (!text.Any(char.IsSurrogate) && All(text, IsXml)) ? text : string.Concat(text.EnumerateRunes().Where(IsXml).Select(rune => rune.ToString()));

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static bool All(string text, Func<Rune, bool> allows)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!allows(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Half a surrogate pair is enumerated, and so written, as U+FFFD.</summary>
    private static bool IsXml(Rune rune) => rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not (0xFFFE or 0xFFFF));

    private static bool IsTaken(Rune rune) => rune.Value switch
    {
        0x9 or 0xA or 0xD or 0x85 => true,
        < 0x20 or (>= 0x7F and <= 0x9F) or (>= 0xFDD0 and <= 0xFDEF) => false,
        _ => (rune.Value & 0xFFFE) != 0xFFFE,
    };
}
