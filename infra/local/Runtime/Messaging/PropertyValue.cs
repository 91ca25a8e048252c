using System.Globalization;
using System.Runtime.Serialization;
using System.Text;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>An application property as it is stored: its type's code and its invariant text.</summary>
internal sealed record PropertyValue(string Name, string Type, string Text)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, (Type Type, Func<string, object> Parse)> Known = new()
    {
        ["string"] = (typeof(string), text => text),
        ["bool"] = (typeof(bool), text => bool.Parse(text)),
        ["char"] = (typeof(char), text => char.Parse(text)),
        ["byte"] = (typeof(byte), text => byte.Parse(text, Invariant)),
        ["sbyte"] = (typeof(sbyte), text => sbyte.Parse(text, Invariant)),
        ["short"] = (typeof(short), text => short.Parse(text, Invariant)),
        ["ushort"] = (typeof(ushort), text => ushort.Parse(text, Invariant)),
        ["int"] = (typeof(int), text => int.Parse(text, Invariant)),
        ["uint"] = (typeof(uint), text => uint.Parse(text, Invariant)),
        ["long"] = (typeof(long), text => long.Parse(text, Invariant)),
        ["ulong"] = (typeof(ulong), text => ulong.Parse(text, Invariant)),
        ["float"] = (typeof(float), text => float.Parse(text, Invariant)),
        ["double"] = (typeof(double), text => double.Parse(text, Invariant)),
        ["decimal"] = (typeof(decimal), text => decimal.Parse(text, Invariant)),
        ["guid"] = (typeof(Guid), text => Guid.Parse(text, Invariant)),
        ["uri"] = (typeof(Uri), text => new Uri(text, UriKind.RelativeOrAbsolute)),
        ["datetime"] = (typeof(DateTime), text => DateTime.Parse(text, Invariant, DateTimeStyles.RoundtripKind)),
        ["datetimeoffset"] = (typeof(DateTimeOffset), text => DateTimeOffset.Parse(text, Invariant, DateTimeStyles.RoundtripKind)),
        ["timespan"] = (typeof(TimeSpan), text => TimeSpan.Parse(text, Invariant)),
    };

    private static readonly Dictionary<Type, string> Codes = Known.ToDictionary(entry => entry.Value.Type, entry => entry.Key);

    public static PropertyValue Of(string name, object value) => new(name, Code(value), TextOf(value));

    public object Parse() => Known[Type].Parse(Text);

    /// <summary>The value as a receiver sees it: a DateTime travels as UTC with milliseconds, everything else as it is.</summary>
    /// <exception cref="SerializationException">The type cannot travel.</exception>
    public static object AsCarried(object value) => value switch
    {
        DateTime time => DateTimeOffset.FromUnixTimeMilliseconds(new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds()).UtcDateTime,
        _ => Code(value) is { } ? value : throw new InvalidOperationException("Unreachable."),
    };

    public static int SizeOf(object value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        Uri uri => Encoding.UTF8.GetByteCount(uri.OriginalString),
        Guid or decimal => 16,
        _ => 8,
    };

    private static string Code(object value)
        => Codes.GetValueOrDefault(value is Uri ? typeof(Uri) : value?.GetType() ?? typeof(void))
            ?? throw new SerializationException($"An application property cannot be a {value?.GetType().FullName ?? "null"}: primitive types, string, Guid, Uri, DateTime, DateTimeOffset and TimeSpan only.");

    private static string TextOf(object value) => value switch
    {
        DateTime time => time.ToString("O", Invariant),
        DateTimeOffset time => time.ToString("O", Invariant),
        float number => number.ToString("R", Invariant),
        double number => number.ToString("R", Invariant),
        Uri uri => uri.OriginalString,
        IFormattable formattable => formattable.ToString(null, Invariant),
        _ => value.ToString() ?? string.Empty,
    };
}
