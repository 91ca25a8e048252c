using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using BackOffice.Primitives;
using NodaTime;

namespace BackOffice.Http.OpenApi;

/// <summary>
/// The schemas of what is sent and answered, each record and enum once and by its name. What the serializer writes is
/// what they say: they come from its own exporter, under the options of <see cref="Json"/>.
/// </summary>
internal sealed class Schemas(DocComments comments)
{
    private readonly SortedDictionary<string, JsonNode?> named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> types = new(StringComparer.Ordinal);

    public JsonObject All => new(named.Select(schema => KeyValuePair.Create(schema.Key, schema.Value?.DeepClone())));

    /// <summary>Adds a schema that is no type's.</summary>
    public void Add(string name, JsonObject schema) => named[name] = schema;

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>A reference to the schema of a type, which is added with all it is made of.</summary>
    public JsonNode Of(Type type, bool isBody)
    {
        if (Json.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(element, isBody) };
        }

        var name = NameOf(type, isBody);
        if (types.TryAdd(name, type))
        {
            named[name] = null;
            named[name] = Export(type, isBody);
        }

        return types[name] == type ? Reference(name) : throw new InvalidOperationException($"Two types would be '{name}' in the document: {type} and {types[name]}. Rename one.");
    }

    private JsonNode Export(Type type, bool isBody)
        => Json.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => Transform(context, schema, isBody),
        });

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode exported, bool isBody)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var schema = exported as JsonObject ?? [];
        if (WrittenAsText(type) is { } text)
        {
            schema = IsNullable(context, schema) ? OrNull(text) : text;
        }
        else if (!context.Path.IsEmpty && type.Assembly == typeof(Schemas).Assembly && (type.IsEnum || context.TypeInfo.Kind == JsonTypeInfoKind.Object))
        {
            var reference = Of(type, isBody);
            schema = IsNullable(context, schema) ? OrNull(reference) : (JsonObject)reference;
        }
        else if (type.IsEnum && !schema.ContainsKey("type")) // the words of flags stand together, as a text
        {
            schema.Insert(0, "type", "string");
        }
        else if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            Complete(schema, context.TypeInfo, isBody);
        }

        Describe(schema, context, type);
        return schema;
    }

    /// <summary>An answer has all its members, and may get more; a body has what has no default, and nothing unknown.</summary>
    private static void Complete(JsonObject schema, JsonTypeInfo type, bool isBody)
    {
        var required = type.Properties.Where(property => schema["properties"]?[property.Name] is not null && (!isBody || IsAskedFor(property))).Select(property => property.Name).ToList();
        schema.Remove("required");
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }

        if (!isBody)
        {
            schema.Remove("additionalProperties");
        }
    }

    private static bool IsAskedFor(JsonPropertyInfo property)
        => property.IsRequired || (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false } && Nullable.GetUnderlyingType(property.PropertyType) is null);

    private void Describe(JsonObject schema, JsonSchemaExporterContext context, Type type)
    {
        var description = context.PropertyInfo?.AttributeProvider is System.Reflection.MemberInfo member ? comments.Of(member)
            : context.Path.IsEmpty ? DescriptionOf(type)
            : "";
        if (description.Length > 0)
        {
            schema["description"] = description;
        }
    }

    private string DescriptionOf(Type type)
        => type.IsEnum
            ? string.Join(' ', type.GetFields().Where(field => field.IsLiteral).Select(field => (Word: JsonSerializer.SerializeToElement(field.GetValue(null), type, Json.Options), Text: comments.Of(field)))
                .Where(member => member.Text.Length > 0).Select(member => $"{member.Word}: {member.Text}").Prepend(comments.Of(type)))
            : comments.Of(type);

    private static bool IsNullable(JsonSchemaExporterContext context, JsonObject schema)
        => Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null
            || (schema["type"] is JsonArray kinds && kinds.Any(kind => kind?.GetValue<string>() == "null"))
            || (schema["enum"] is JsonArray words && words.Any(word => word is null))
            || context.PropertyInfo is { IsGetNullable: true };

    private static JsonObject OrNull(JsonNode schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    /// <summary>What converters of ours write, which the exporter cannot know.</summary>
    private static JsonObject? WrittenAsText(Type type)
        => type == typeof(LocalDate) ? new JsonObject { ["type"] = "string", ["format"] = "date" }
            : type == typeof(LocalTime) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{2}:[0-9]{2}$" }
            : type == typeof(AnnualDate) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{2}-[0-9]{2}$" }
            : type == typeof(Period) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}$" }
            : type == typeof(Currency) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z]{3}$" }
            : null;

    /// <summary>Page&lt;DocumentView&gt; is DocumentViewPage; a record inside a body is told from the same record inside an answer.</summary>
    private static string NameOf(Type type, bool isBody)
    {
        var own = type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] : type.Name;
        var name = string.Concat(type.GetGenericArguments().Select(argument => NameOf(argument, isBody: false))) + own;
        return !isBody || type.IsEnum || name.EndsWith("Body", StringComparison.Ordinal) || name.EndsWith("Request", StringComparison.Ordinal) ? name : name + "Input";
    }
}
