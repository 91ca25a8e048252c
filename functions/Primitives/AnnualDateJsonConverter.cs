using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Primitives;

/// <summary>Writes a day of every year as <c>12-07</c>, month first; refuses any other form.</summary>
public sealed class AnnualDateJsonConverter : JsonConverter<AnnualDate>
{
    private static readonly AnnualDatePattern Pattern = AnnualDatePattern.CreateWithInvariantCulture("MM'-'dd");

    public static string Text(AnnualDate day) => Pattern.Format(day);

    /// <summary>Reads <c>12-07</c>.</summary>
    public static bool TryParse(string text, out AnnualDate day) => Pattern.Parse(text).TryGetValue(default, out day);

    public override AnnualDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => TryParse(reader.GetString() ?? "", out AnnualDate day) ? day : throw new JsonException("Not a day of the year of the form 12-07.");

    public override void Write(Utf8JsonWriter writer, AnnualDate value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
