using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace BackOffice.Primitives;

/// <summary>Writes a time of day as <c>06:30</c>; refuses any other form.</summary>
public sealed class LocalTimeJsonConverter : JsonConverter<LocalTime>
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public override LocalTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.GetString() ?? throw new JsonException("A time of day cannot be null.");
        ParseResult<LocalTime> result = Pattern.Parse(text);
        return result.Success ? result.Value : throw new JsonException("Not a time of day of the form 06:30.");
    }

    public override void Write(Utf8JsonWriter writer, LocalTime value, JsonSerializerOptions options)
        => writer.WriteStringValue(Pattern.Format(value));
}
