using System.Globalization;
using System.Text.RegularExpressions;

namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>The three-valued logic of SQL: true, false and unknown.</summary>
internal static class SqlLogic
{
    public static Condition Or(Condition left, Condition right)
        => message => (left(message), right(message)) switch
        {
            (true, _) or (_, true) => true,
            (false, false) => false,
            _ => null,
        };

    public static Condition And(Condition left, Condition right)
        => message => (left(message), right(message)) switch
        {
            (false, _) or (_, false) => false,
            (true, true) => true,
            _ => null,
        };

    public static Condition Not(Condition condition) => message => !condition(message);

    public static Condition Compare(Operand left, string comparison, Operand right)
    {
        Func<int, bool> holds = comparison switch
        {
            "=" => order => order == 0,
            "<>" or "!=" => order => order != 0,
            "<" => order => order < 0,
            "<=" => order => order <= 0,
            ">" => order => order > 0,
            ">=" => order => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "No such comparison."),
        };
        return message => Order(left(message), right(message)) is { } order ? holds(order) : null;
    }

    public static Condition In(Operand left, IReadOnlyList<Operand> list)
        => list.Select(item => Compare(left, "=", item)).Aggregate(Or);

    public static Condition Like(Operand left, Regex pattern)
        => message => left(message) is string text ? pattern.IsMatch(text) : null;

    /// <returns>Null when one is missing or the kinds differ; texts compare by their characters' codes, case included.</returns>
    private static int? Order(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (bool one, bool other) => one.CompareTo(other),
        (DateTime one, DateTime other) => one.CompareTo(other),
        (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
        (Guid one, Guid other) => one.CompareTo(other),
        (TimeSpan one, TimeSpan other) => one.CompareTo(other),
        _ when IsWhole(left) && IsWhole(right) => ToDecimal(left).CompareTo(ToDecimal(right)),
        _ when IsNumber(left) && IsNumber(right) => Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static bool IsWhole(object? value) => value is byte or sbyte or short or ushort or int or uint or long or ulong or decimal;

    private static bool IsNumber(object? value) => IsWhole(value) || value is float or double;

    private static decimal ToDecimal(object? value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
