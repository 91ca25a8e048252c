using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BackOffice.Payroll.Domain;

namespace BackOffice.Scenarios;

/// <summary>Facts as an accountant writes them: true, 300, "2026-01-01", "IT0123".</summary>
internal sealed class FactsJsonConverter : JsonConverter<Facts>
{
    public override Facts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Facts.Of(JsonNode.Parse(ref reader)!.AsObject().Select(fact => KeyValuePair.Create(fact.Key, fact.Value!.GetValueKind() == JsonValueKind.String ? fact.Value.GetValue<string>() : fact.Value.ToJsonString())));

    public override void Write(Utf8JsonWriter writer, Facts value, JsonSerializerOptions options) => throw new NotSupportedException();
}
