using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackOffice.Notifications;

/// <summary>The JSON form of what notifications carry: camelCase, and nothing said of what there is not.</summary>
internal static class NoticeBody
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write<T>(T body) => JsonSerializer.Serialize(body, Format);
}
