using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>Writes a currency as its code.</summary>
public sealed class CurrencyJsonConverter : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Currency.TryOf(reader.GetString(), out Currency currency) ? currency : throw new JsonException("Not a known currency code.");

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}
