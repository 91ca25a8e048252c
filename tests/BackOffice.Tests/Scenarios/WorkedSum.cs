using System.Globalization;
using System.Text.RegularExpressions;

namespace BackOffice.Scenarios;

/// <summary>
/// A sum worked by hand, such as <c>(5000 - 685.50) x 9 % = 388.305 = 388.31</c>: every part between the equal signs that is plain
/// arithmetic must come within one unit of the last place of the last number. Parts with words are left to the reader.
/// </summary>
internal sealed partial class WorkedSum
{
    private readonly string[] tokens;
    private int at;

    private WorkedSum(string text) => tokens = [.. Token().Matches(text).Select(match => match.Value)];

    /// <summary>What is wrong with it, or null.</summary>
    public static string? ProblemWith(string sum, decimal amount)
    {
        var parts = sum.Split('=', StringSplitOptions.TrimEntries);
        if (Value(parts[^1]) is not { } last || last != amount)
        {
            return $"'{sum}' does not end with {amount.ToString(CultureInfo.InvariantCulture)}.";
        }

        var unit = new decimal(1, 0, 0, isNegative: false, last.Scale);
        return parts.FirstOrDefault(part => Value(part) is { } value && Math.Abs(value - amount) >= unit) is { } wrong
            ? string.Create(CultureInfo.InvariantCulture, $"'{wrong}' is {Value(wrong)}, not {amount}.")
            : null;
    }

    /// <summary>Whether some part before the last can be checked.</summary>
    public static bool IsArithmetic(string sum) => sum.Split('=')[..^1].Any(part => Value(part) is not null);

    /// <summary>The value of plain arithmetic, with x for times and % for hundredths; null when there are words in it.</summary>
    public static decimal? Value(string text)
    {
        var sum = new WorkedSum(text);
        return string.Concat(sum.tokens) != Space().Replace(text, "") || sum.tokens.Length == 0 || sum.Terms() is not { } value || sum.at != sum.tokens.Length ? null : value;
    }

    private decimal? Terms()
    {
        var value = Factors();
        while (Next("+") is var plus && (plus || Next("-")))
        {
            value = plus ? value + Factors() : value - Factors();
        }

        return value;
    }

    private decimal? Factors()
    {
        var value = Factor();
        while (Next("x") is var times && (times || Next("/")))
        {
            value = times ? value * Factor() : value / Factor();
        }

        return value;
    }

    private decimal? Factor()
    {
        if (Next("-"))
        {
            return -Factor();
        }

        var value = Next("min(") ? List(Enumerable.Min) : Next("max(") ? List(Enumerable.Max) : Next("(") ? List(Enumerable.Single) : Number();
        return Next("%") ? value / 100 : value;
    }

    private decimal? List(Func<IEnumerable<decimal?>, decimal?> choose)
    {
        List<decimal?> values = [Terms()];
        while (Next(","))
        {
            values.Add(Terms());
        }

        return Next(")") && values.TrueForAll(value => value is not null) && (values.Count == 1 || choose != Enumerable.Single) ? choose(values) : null;
    }

    private decimal? Number()
        => at < tokens.Length && decimal.TryParse(tokens[at], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && ++at > 0 ? value : null;

    private bool Next(string token)
    {
        var found = at < tokens.Length && tokens[at] == token;
        at += found ? 1 : 0;
        return found;
    }

    [GeneratedRegex(@"\d+(\.\d+)?|min\(|max\(|[-+x/%(),]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\s", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Space();
}
