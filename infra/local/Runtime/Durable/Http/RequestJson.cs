using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>The JSON of a request's body as text.</summary>
internal static class RequestJson
{
    /// <returns>Null for an empty body.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static async Task<string?> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (text.Length == 0)
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        return json.RootElement.ValueKind == JsonValueKind.Null ? null : JsonSerializer.Serialize(json.RootElement);
    }
}
