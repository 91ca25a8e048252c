using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BackOffice.Http.OpenApi;
using BackOffice.TestKit;

namespace BackOffice.Http;

/// <summary>
/// Stands between every test and the app and compares each answer with the OpenAPI document: its status is documented,
/// its body has the documented shape and nothing else.
/// </summary>
internal sealed class DocumentedAnswers : DelegatingHandler
{
    private static readonly JsonObject Document = ApiDocument.Of(Endpoint.All);
    private static readonly SchemaCheck Check = new(Document);

    /// <summary>What the host refuses before a function runs has no body: no key, disabled, no route, too large, too many, shutting down.</summary>
    private static readonly int[] OfTheHost = [401, 404, 413, 429, 503];

    [ModuleInitializer]
    internal static void Watch() => AppRunner.Around = app => app == typeof(Endpoint).Assembly ? new DocumentedAnswers() : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath.StartsWith(Endpoint.Prefix, StringComparison.Ordinal))
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            await CheckAsync(request, response);
        }

        return response;
    }

    private static async Task CheckAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        var status = (int)response.StatusCode;
        var isHosts = body.Length == 0 && OfTheHost.Contains(status);
        if (OperationOf(request) is not { } operation)
        {
            Assert.True(isHosts, $"{request.Method} {request.RequestUri} is no operation of the document, and was answered {status}.");
            return;
        }

        if (isHosts || request.Method == HttpMethod.Head)
        {
            return;
        }

        var name = $"{operation["operationId"]} answered {status}";
        var code = response.Content.Headers.ContentType?.MediaType == Answers.ProblemType ? $"{JsonNode.Parse(body)?["code"]}" : null;
        var documented = operation["responses"]?[$"{status}"];
        Assert.True(documented is not null, $"{name} {code}, which its document does not know: add [{(code is null ? $"Gives({status}" : $"Refuses({status}, \"{code}\"")})] to the function.");
        documented = Check.Follow(documented!);
        Assert.True(response.Headers.Contains(Correlation.Header), $"{name} without {Correlation.Header}.");
        foreach (var header in documented["headers"]!.AsObject().Where(header => header.Key != "Location"))
        {
            Assert.True(response.Headers.Contains(header.Key), $"{name} without {header.Key}.");
        }

        CheckBody(name, documented, (body, response.Content.Headers.ContentType?.MediaType));
    }

    private static void CheckBody(string name, JsonNode documented, (byte[] Bytes, string? Type) body)
    {
        if (documented["content"]?.AsObject() is not { } content)
        {
            Assert.True(body.Bytes.Length == 0, $"{name} with a body, and its document has none.");
            return;
        }

        Assert.True(content.ContainsKey(body.Type ?? "") || content.ContainsKey("*/*"), $"{name} with {body.Type}, and its document has {string.Join(", ", content.Select(type => type.Key))}.");
        if (content[body.Type ?? ""]?["schema"] is { } schema)
        {
            Assert.Empty(Check.Faults(JsonNode.Parse(body.Bytes), schema, name));
        }
    }

    private static JsonObject? OperationOf(HttpRequestMessage request)
    {
        var verb = request.Method == HttpMethod.Head ? "get" : request.Method.Method.ToLowerInvariant();
        return Document["paths"]!.AsObject()
            .Where(path => Fits(path.Key, request.RequestUri!.AbsolutePath, path.Value?[verb]))
            .OrderBy(path => path.Key.Count(letter => letter == '{'))
            .Select(path => path.Value![verb]!.AsObject())
            .FirstOrDefault();
    }

    private static bool Fits(string template, string path, JsonNode? operation)
    {
        var wanted = template.Split('/');
        var given = path.Split('/');
        return operation is not null && wanted.Length == given.Length && wanted.Zip(given).All(step
            => step.First.StartsWith('{')
                ? !IsNumber(operation, step.First[1..^1]) || long.TryParse(step.Second, CultureInfo.InvariantCulture, out _)
                : string.Equals(step.First, step.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsNumber(JsonNode operation, string parameter)
        => operation["parameters"]!.AsArray().Any(given => (string?)given!["name"] == parameter && (string?)given["schema"]?["type"] == "integer");
}
