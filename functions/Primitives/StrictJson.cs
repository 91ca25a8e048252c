using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Primitives;

/// <summary>How the tables that come with the app are read: a member that nobody knows, and one that is missing, are mistakes in the table.</summary>
internal static class StrictJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>A table that is part of the app.</summary>
    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    /// <exception cref="JsonException">It is not as the type says.</exception>
    public static T ReadShipped<T>(string resource)
        where T : class
    {
        using var file = typeof(StrictJson).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidDataException($"{resource} is not in the app.");
        return JsonSerializer.Deserialize<T>(file, Options)!;
    }
}
