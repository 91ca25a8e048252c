using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BackOffice.Http;

/// <summary>Says in words where a JSON body does not fit, and which words it may have there.</summary>
internal static class Misfit
{
    public static string Describe(Type body, JsonException misfit)
    {
        var place = misfit.Path ?? "$";
        return ExpectedAt(body, place) is { IsEnum: true } words
            ? $"{place} is one of {string.Join(", ", Enum.GetValuesAsUnderlyingType(words).Cast<object>().Select(value => WordOf(words, value)))}."
            : string.Create(CultureInfo.InvariantCulture, $"The body does not fit at {place}, line {misfit.LineNumber + 1}.");
    }

    private static string? WordOf(Type words, object value) => JsonSerializer.SerializeToElement(Enum.ToObject(words, value), words, Json.Options).GetString();

    /// <summary>The type at a path such as $.lines[3].kind; null where the body knows no such place.</summary>
    private static Type? ExpectedAt(Type body, string path)
    {
        Type? type = body;
        foreach (var step in path.Split('.', '[').Skip(1))
        {
            type = type is null ? null
                : step.EndsWith(']') ? Json.Options.GetTypeInfo(type).ElementType
                : PropertyOf(Json.Options.GetTypeInfo(type), step)?.PropertyType;
        }

        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    }

    private static JsonPropertyInfo? PropertyOf(JsonTypeInfo type, string name)
        => type.Properties.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));
}
