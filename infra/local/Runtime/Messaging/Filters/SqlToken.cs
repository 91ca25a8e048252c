using System.Globalization;
using System.Text.RegularExpressions;

namespace BackOffice.LocalRuntime.Messaging.Filters;

internal enum SqlTokenKind
{
    Word,
    Name,
    Text,
    Number,
    Symbol,
    End,
}

/// <summary>A word, a name in brackets or double quotes, a text in single quotes, a number or a symbol of an expression.</summary>
internal sealed partial record SqlToken(SqlTokenKind Kind, string Text, int Position)
{
    /// <summary>An integer is a long, anything with a point or an exponent a double, as in Service Bus.</summary>
    public object Number => long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
        ? whole
        : double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <exception cref="FilterSyntaxException">Something that no token begins with.</exception>
    public static IReadOnlyList<SqlToken> Split(string expression)
    {
        List<SqlToken> tokens = [];
        for (var at = 0; at < expression.Length;)
        {
            var match = Pattern.Match(expression, at);
            if (!match.Success)
            {
                throw new FilterSyntaxException($"'{expression[at]}' at {at + 1} is not understood");
            }

            at += match.Length;
            if (Of(match) is { } token)
            {
                tokens.Add(token);
            }
        }

        tokens.Add(new(SqlTokenKind.End, "the end", expression.Length + 1));
        return tokens;
    }

    public bool Is(string word) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""\G(?:\s+|(?<word>[\p{L}_][\p{L}\p{Nd}_@#$]*)|\[(?<name>(?:[^\]]|\]\])+)\]|"(?<quoted>(?:[^"]|"")+)"|'(?<text>(?:[^']|'')*)'|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?<symbol><>|!=|<=|>=|[=<>(),.+\-*/%]))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern { get; }

    private static SqlToken? Of(Match match)
    {
        (string Group, SqlTokenKind Kind, string Mark)[] kinds =
        [
            ("word", SqlTokenKind.Word, string.Empty), ("name", SqlTokenKind.Name, "]"), ("quoted", SqlTokenKind.Name, "\""),
            ("text", SqlTokenKind.Text, "'"), ("number", SqlTokenKind.Number, string.Empty), ("symbol", SqlTokenKind.Symbol, string.Empty),
        ];
        foreach (var (group, kind, mark) in kinds)
        {
            if (match.Groups[group] is { Success: true } found)
            {
                return new(kind, mark.Length == 0 ? found.Value : found.Value.Replace(mark + mark, mark, StringComparison.Ordinal), match.Index + 1);
            }
        }

        return null;
    }
}
