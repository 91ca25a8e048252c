using System.Globalization;

namespace Azure.Data.Tables.Rest;

/// <summary>Puts values into a filter, quoted and escaped.</summary>
internal static class QueryFilter
{
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = filter.GetArguments().Select(object? (argument) => Literal(argument)).ToArray();
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => Time(time.UtcDateTime),
        DateTime time => Time(Entities.PropertyCodec.Utc(time).UtcDateTime),
        Guid id => $"guid'{id:D}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexStringLower(data)}'",
        null => throw new ArgumentException("A filter cannot compare with null: a missing property matches nothing.", nameof(value)),
        _ => throw new ArgumentException($"A filter cannot hold a {value.GetType()}.", nameof(value)),
    };

    // The emulator compares milliseconds and Azure 100 ns: a filter that both would read alike has none below (TS-25).
    private static string Time(DateTime utc)
        => utc.Ticks % TimeSpan.TicksPerMillisecond == 0
            ? $"datetime'{utc.ToString("O", CultureInfo.InvariantCulture)}'"
            : throw new ArgumentException("A time in a filter has no part below a millisecond here.", nameof(utc));
}
