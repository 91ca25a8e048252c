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
}
