using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Payroll.Domain;

/// <summary>How cases and slips are written: equal ones have equal bytes.</summary>
public static class PayJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new IsoDateJsonConverter(), new FactsConverter(), new WorkMonthConverter() },
    };

    private sealed class FactsConverter : JsonConverter<Facts>
    {
        public override Facts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Facts.Of(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Facts value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, fact) in value.All)
            {
                writer.WriteString(name, fact);
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>2026-07 and a letter for each day: w a working day, h a holiday, - neither.</summary>
    private sealed class WorkMonthConverter : JsonConverter<WorkMonth>
    {
        public override WorkMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString()!;
            return WorkMonth.Of(Period.Parse(text[..7]), text[8..]);
        }

        public override void Write(Utf8JsonWriter writer, WorkMonth value, JsonSerializerOptions options)
            => writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Period} {value.Letters}"));
    }
}
