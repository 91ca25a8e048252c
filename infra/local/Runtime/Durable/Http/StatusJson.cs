using System.Globalization;
using System.Text.Json;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.History;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>What a status answer shows beside the plain fields.</summary>
internal sealed record StatusShape(bool Input, IReadOnlyList<HistoryEvent>? History, bool HistoryOutput);

/// <summary>An instance as the management API writes it: names and order of M-2.</summary>
internal static class StatusJson
{
    public static void Write(Utf8JsonWriter json, InstanceRecord record, StatusShape shape)
    {
        json.WriteStartObject();
        json.WriteString("name", record.Name);
        json.WriteString("instanceId", record.Id);
        json.WriteString("runtimeStatus", record.Status.ToString());
        WritePayload(json, "input", shape.Input ? record.Input : null);
        WritePayload(json, "customStatus", record.CustomStatus);
        WritePayload(json, "output", record.Output);
        json.WriteString("createdTime", Time(record.CreatedAt));
        json.WriteString("lastUpdatedTime", Time(record.UpdatedAt));
        if (shape.History is { } history)
        {
            json.WriteStartArray("historyEvents");
            HistoryItems.Write(json, history, shape.HistoryOutput);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>JSON as it is, other text (a reason) as a string, nothing as null (M-3).</summary>
    public static void WritePayload(Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        if (text is null)
        {
            json.WriteNullValue();
        }
        else if (IsJson(text))
        {
            json.WriteRawValue(text);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool IsJson(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
