using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.LocalRuntime.Durable.History;

/// <summary>Events as lines of JSON, one a line.</summary>
internal static class HistoryJson
{
    private static readonly HistoryJsonContext Context = new(new JsonSerializerOptions
    {
        // Payloads are JSON inside JSON: the default encoder would make six characters of each quote.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static string Write(IEnumerable<HistoryEvent> events)
    {
        var text = new StringBuilder();
        foreach (var entry in events)
        {
            text.Append(JsonSerializer.Serialize(entry, Context.HistoryEvent)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The events in the order in which they are played: what was logged ahead of the first episode belongs to it.</summary>
    public static List<HistoryEvent> Read(string text)
    {
        var events = new List<HistoryEvent>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
            {
                events.Add(JsonSerializer.Deserialize(line, Context.HistoryEvent)!);
            }
        }

        var first = events.FindIndex(entry => entry is OrchestratorStarted);
        if (first > 0)
        {
            var started = events[first];
            events.RemoveAt(first);
            events.Insert(0, started);
        }

        return events;
    }

    public static string Write(Failure failure) => JsonSerializer.Serialize(failure, Context.Failure);

    public static Failure ReadFailure(string text) => JsonSerializer.Deserialize(text, Context.Failure)!;

    public static string Write(ParentLink parent) => JsonSerializer.Serialize(parent, Context.ParentLink);

    public static ParentLink ReadParent(string text) => JsonSerializer.Deserialize(text, Context.ParentLink)!;

    public static string Write(IReadOnlyDictionary<string, string> tags) => JsonSerializer.Serialize(tags, Context.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadTags(string text)
        => JsonSerializer.Deserialize(text, Context.IReadOnlyDictionaryStringString)!;
}

/// <summary>Generated serializers of the wire format.</summary>
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(ParentLink))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class HistoryJsonContext : JsonSerializerContext;
