using System.Net;
using System.Text.Json;

namespace BackOffice.Documents;

/// <summary>What the app answered, read to the end.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Text, Uri? Location)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The stable code of a refusal; null where the answer is none of our functions'.</summary>
    public string? Code => ContentType == "application/problem+json" ? Json.GetProperty("code").GetString() : null;

    public string Id => Json.GetProperty("documentId").GetString()!;

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

    public string? Next => Json.GetProperty("next").GetString();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
        => new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers.Location);

    public override string ToString() => $"{(int)Status} {Text}";

    /// <summary>A refusal of our own: a problem with its code, its status and nothing of the inside.</summary>
    public void AssertRefused(HttpStatusCode status, string code)
    {
        Assert.Equal((status, code), (Status, Code ?? Text));
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.Equal($"urn:backoffice:problem:{code}", Json.GetProperty("type").GetString());
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
    }

    /// <summary>A refusal of the host, as in Azure.</summary>
    public void AssertRefusedByHost(HttpStatusCode status) => Assert.Equal((status, string.Empty), (Status, Text));
}
