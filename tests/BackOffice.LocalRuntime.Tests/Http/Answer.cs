using System.Net;
using System.Net.Http.Headers;
using System.Text;
using BackOffice.TestKit;

namespace BackOffice.LocalRuntime.Tests.Http;

/// <summary>The answer of an app to one request, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, string? ContentType);

/// <summary>Asks an app in one line.</summary>
internal static class Asking
{
    public static Task<Answer> AskAsync(this AppRunner app, string path, params (string Name, string Value)[] headers)
        => app.SendAsync(HttpMethod.Get, path, null, headers);

    public static async Task<Answer> SendAsync(this AppRunner app, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await app.Client.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.ToString());
    }
}
