using System.Text;
using System.Text.RegularExpressions;

namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>Patterns of LIKE: % is any text, _ any one character, and the escape character takes either as it stands.</summary>
internal static class LikePattern
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static Regex ToRegex(string pattern, string escape)
    {
        var text = new StringBuilder(@"\A");
        for (var at = 0; at < pattern.Length; at++)
        {
            var escaped = escape.Length == 1 && pattern[at] == escape[0];
            at += escaped ? 1 : 0;
            text.Append((escaped, at < pattern.Length ? pattern[at] : throw new FilterSyntaxException("LIKE: the escape character ends the pattern")) switch
            {
                (false, '%') => ".*",
                (false, '_') => ".",
                var (_, letter) => Regex.Escape(letter.ToString()),
            });
        }

        return new Regex(text.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant, Longest);
    }
}
