using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackOffice.Http;

/// <summary>
/// Compares JSON with the part of JSON Schema that our document uses; a keyword it does not know is an error, so that
/// nothing passes unread. Stricter than the schema: a member that no record documents is a fault.
/// </summary>
internal sealed class SchemaCheck(JsonObject document)
{
    private static readonly string[] Known = ["description", "default", "$ref", "allOf", "anyOf", "type", "enum", "properties", "required", "additionalProperties", "items", "format", "pattern"];

    /// <summary>What a $ref points to; the node itself where it is none.</summary>
    public JsonNode Follow(JsonNode node)
        => (string?)node["$ref"] is { } reference ? reference.Split('/').Skip(1).Aggregate((JsonNode)document, (found, step) => found[step]!) : node;

    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string place)
        => FaultsOf(value, Follow(schema).AsObject(), place, isOpen: false);

    private IEnumerable<string> FaultsOf(JsonNode? value, JsonObject schema, string place, bool isOpen)
    {
        if (schema.FirstOrDefault(keyword => !Known.Contains(keyword.Key)).Key is { } unknown)
        {
            throw new NotSupportedException($"The keyword '{unknown}' at {place}.");
        }

        if (schema["allOf"] is JsonArray all)
        {
            return all.SelectMany(part => FaultsOf(value, Follow(part!).AsObject(), place, isOpen: true));
        }

        if (schema["anyOf"] is JsonArray any)
        {
            var tries = any.Select(part => FaultsOf(value, Follow(part!).AsObject(), place, isOpen).ToList()).ToList();
            return tries.Any(faults => faults.Count == 0) ? [] : tries.SelectMany(faults => faults);
        }

        if (schema.ContainsKey("$ref"))
        {
            return FaultsOf(value, Follow(schema).AsObject(), place, isOpen);
        }

        return [.. OwnFaults(value, schema, place), .. MemberFaults(value, schema, place, isOpen), .. ItemFaults(value, schema, place, isOpen)];
    }

    private static IEnumerable<string> OwnFaults(JsonNode? value, JsonObject schema, string place)
    {
        if (schema["type"] is { } type && !KindsOf(type).Any(kind => IsOf(kind, value)))
        {
            yield return $"{place} is {value?.ToJsonString() ?? "null"}, not {type.ToJsonString()}";
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            yield return $"{place} is {value?.ToJsonString() ?? "null"}, none of {words.ToJsonString()}";
        }

        if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && !IsWellFormed((string)text!, schema))
        {
            yield return $"{place} is {text.ToJsonString()}, not of {schema["format"] ?? schema["pattern"]}";
        }
    }

    private IEnumerable<string> MemberFaults(JsonNode? value, JsonObject schema, string place, bool isOpen)
    {
        if (value is not JsonObject record)
        {
            return [];
        }

        var members = schema["properties"]?.AsObject();
        var others = schema["additionalProperties"] as JsonObject;
        return
        [
            .. schema["required"]?.AsArray().Where(name => !record.ContainsKey((string)name!)).Select(name => $"{place} has no {name}") ?? [],
            .. record.SelectMany(member => members?[member.Key] is { } known ? FaultsOf(member.Value, known.AsObject(), $"{place}.{member.Key}", isOpen)
                : others is not null ? FaultsOf(member.Value, others, $"{place}.{member.Key}", isOpen)
                : isOpen || members is null ? []
                : [$"{place} has {member.Key}, which is not documented"]),
        ];
    }

    private IEnumerable<string> ItemFaults(JsonNode? value, JsonObject schema, string place, bool isOpen)
        => value is JsonArray items && schema["items"] is JsonObject item ? items.SelectMany((each, index) => FaultsOf(each, item, $"{place}[{index}]", isOpen)) : [];

    private static bool IsWellFormed(string text, JsonObject schema)
        => (string?)schema["format"] switch
        {
            null => (string?)schema["pattern"] is not { } pattern || Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
            "uuid" => Guid.TryParse(text, out _),
            "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            var other => throw new NotSupportedException($"The format '{other}'."),
        };

    private static IEnumerable<string> KindsOf(JsonNode type) => type is JsonArray several ? several.Select(kind => (string)kind!) : [(string)type!];

    private static bool IsOf(string kind, JsonNode? value) => (kind, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.Parse(value!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) % 1 == 0,
        _ => false,
    };
}
