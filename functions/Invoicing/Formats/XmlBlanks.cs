using System.Text;

namespace BackOffice.Invoicing.Formats;

/// <summary>The four blanks that XML knows; a no-break space is none of them.</summary>
internal static class XmlBlanks
{
    private const string All = " \t\r\n";

    /// <summary>Without blanks around it and with single ones inside: what XPath calls normalize-space.</summary>
    public static string Normal(string text) => IsNormal(text) ? text : Collapsed(text);

    public static bool HasOthers(string text) => text.AsSpan().ContainsAnyExcept(All);

    private static bool IsNormal(string text)
    {
        var wasBlank = true;
        foreach (var letter in text)
        {
            var isBlank = IsBlank(letter);
            if (isBlank && (wasBlank || letter != ' '))
            {
                return false;
            }

            wasBlank = isBlank;
        }

        return text.Length == 0 || !wasBlank;
    }

    private static string Collapsed(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!IsBlank(letter))
            {
                normal.Append(letter);
            }
            else if (normal.Length > 0 && normal[^1] != ' ')
            {
                normal.Append(' ');
            }
        }

        return normal.ToString().TrimEnd(' ');
    }

    private static bool IsBlank(char letter) => All.Contains(letter, StringComparison.Ordinal);
}
