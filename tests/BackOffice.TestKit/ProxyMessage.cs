using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BackOffice.TestKit;

/// <summary>Carries requests and answers over unchanged: the signature covers path, query and headers, not the host.</summary>
internal static class ProxyMessage
{
    private static readonly UriCreationOptions AsSigned = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage Create(HttpRequest request, ProxyRoute route)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), new Uri($"{route.Authority}{target}", AsSigned));
        if (request.ContentLength is not null || request.Headers.TransferEncoding.Count > 0)
        {
            message.Content = new StreamContent(request.Body);
        }

        foreach (var (name, values) in request.Headers)
        {
            if (!BelongsToTheConnection(name) && !message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return message;
    }

    public static void CopyHead(HttpResponseMessage answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated)
        {
            if (!BelongsToTheConnection(name))
            {
                response.Headers[name] = values.ToArray();
            }
        }

        foreach (var (name, values) in answer.Content.Headers.NonValidated)
        {
            response.Headers[name] = values.ToArray();
        }
    }

    private static bool BelongsToTheConnection(string name)
        => name.ToUpperInvariant() is "CONNECTION" or "KEEP-ALIVE" or "TRANSFER-ENCODING" or "HOST" or "EXPECT";
}
