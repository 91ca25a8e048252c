using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace BackOffice.Http.OpenApi;

/// <summary>What a function answers, and what it refuses: by its own attributes, and by what follows from route, body and sign-in.</summary>
internal sealed class Answers(Schemas schemas)
{
    public const string ProblemType = "application/problem+json";

    private const string Problem = "Problem";
    private const string CorrelationId = "correlationId";
    private const string ETag = "etag";
    private const string Location = "location";
    private const string RetryAfter = "retryAfter";

    private readonly SortedDictionary<string, JsonNode?> refusals = new(StringComparer.Ordinal);

    /// <summary>The refusals that were met, each once.</summary>
    public JsonObject Shared => new(refusals.Select(refusal => KeyValuePair.Create(refusal.Key, refusal.Value?.DeepClone())));

    public static JsonObject Headers => new()
    {
        [CorrelationId] = Header("The id of this request in the log: the caller's own, or one of ours."),
        [ETag] = Header("Strong: changes with anything the answer shows."),
        [Location] = Header("Where to look, as a path."),
        [RetryAfter] = Header("Seconds to wait before looking or asking again."),
    };

    public static JsonObject ProblemSchema => new()
    {
        ["type"] = "object",
        ["description"] = "A refusal or failure (RFC 9457). Some have further members, for instance 'allowed'.",
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string", ["description"] = "urn:backoffice:problem: and the code." },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string", ["description"] = "For people; it may change." },
            ["instance"] = new JsonObject { ["type"] = "string" },
            ["code"] = new JsonObject { ["type"] = "string", ["description"] = "For programs; it never changes." },
        },
        ["required"] = new JsonArray("type", "title", "status", "detail", "code"),
    };

    public JsonObject Of(Endpoint endpoint)
    {
        var answers = new SortedDictionary<int, JsonNode?>();
        if (endpoint is { IsTagged: true, Verb: "get" })
        {
            answers[304] = new JsonObject { ["description"] = "Not changed.", ["headers"] = HeadersOf(ETag) };
        }

        foreach (var refusal in RefusalsOf(endpoint).GroupBy(refusal => refusal.Status, refusal => refusal.Code))
        {
            answers[refusal.Key] = Refused(refusal.Key, [.. refusal.Distinct().Order(StringComparer.Ordinal)]);
        }

        // What a function says itself holds: a page for people refuses with a page.
        foreach (var given in endpoint.Gives.GroupBy(answer => answer.Status))
        {
            answers[given.Key] = Given(given.Key, [.. given], endpoint);
        }

        return new JsonObject(answers.Select(answer => KeyValuePair.Create($"{answer.Key}", answer.Value)));
    }

    private JsonObject Given(int status, IReadOnlyList<GivesAttribute> forms, Endpoint endpoint)
    {
        var given = new JsonObject
        {
            ["description"] = $"{ReasonPhrases.GetReasonPhrase(status)}.",
            ["headers"] = HeadersOf([.. status == 202 ? [Location, RetryAfter] : Array.Empty<string>(), .. endpoint.IsTagged && status == 200 ? [ETag] : Array.Empty<string>()]),
        };
        var content = new JsonObject(forms.Where(form => form.View is not null).Select(form => form.View == typeof(Stream)
            ? KeyValuePair.Create(form.As, (JsonNode?)new JsonObject())
            : KeyValuePair.Create("application/json", (JsonNode?)new JsonObject { ["schema"] = schemas.Of(form.View!, isBody: false) })));
        if (content.Count > 0)
        {
            given["content"] = content;
        }

        return given;
    }

    private static IEnumerable<(int Status, string Code)> RefusalsOf(Endpoint endpoint) =>
    [
        .. endpoint.Refuses.SelectMany(refusal => refusal.Codes, (refusal, code) => (refusal.Status, code)),
        .. When(endpoint.OpenBecause is null, (401, "sign-in-required"), (403, "tenant-not-yours"), (403, "role-missing")),
        .. When(endpoint.RouteParameters.Any(parameter => parameter.Name != "tenant"), (404, "not-found")),
        .. When(endpoint.IsPaged || endpoint.Queries.Count > 0 || endpoint.Body is not null, (400, "invalid-request")),
        .. When(endpoint.Body is not null, (413, "body-too-large")),
        .. When(endpoint.Body is not null && endpoint.Body != typeof(Stream), (415, "not-json")),
        .. When(endpoint.IsCommand, (400, "idempotency-key-missing"), (422, "idempotency-key-reused")),
        .. When(endpoint is { IsTagged: true, Verb: not "get" }, (412, "etag-mismatch")),
        (429, "too-many-requests"),
        (500, "unexpected"),
    ];

    private static IEnumerable<(int Status, string Code)> When(bool isSo, params IEnumerable<(int Status, string Code)> refusals) => isSo ? refusals : [];

    private JsonObject Refused(int status, IReadOnlyList<string> codes)
    {
        var name = $"{status}-{string.Join('.', codes)}";
        refusals.TryAdd(name, new JsonObject
        {
            ["description"] = $"{ReasonPhrases.GetReasonPhrase(status)}: {string.Join(", ", codes)}.{(status == 401 ? " Without a body when the function key is missing." : "")}",
            ["headers"] = HeadersOf(status == 429 ? [RetryAfter] : []),
            ["content"] = new JsonObject
            {
                [ProblemType] = new JsonObject
                {
                    ["schema"] = new JsonObject
                    {
                        ["allOf"] = new JsonArray(
                            Schemas.Reference(Problem),
                            new JsonObject { ["properties"] = new JsonObject { ["code"] = new JsonObject { ["enum"] = new JsonArray([.. codes.Select(code => JsonValue.Create(code))]) } } }),
                    },
                },
            },
        });
        return new JsonObject { ["$ref"] = $"#/components/responses/{name}" };
    }

    private static JsonObject HeadersOf(params ReadOnlySpan<string> more)
    {
        var headers = new JsonObject { [Correlation.Header] = Reference(CorrelationId) };
        foreach (var name in more)
        {
            headers[name switch { ETag => "ETag", Location => "Location", _ => "Retry-After" }] = Reference(name);
        }

        return headers;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/headers/{name}" };

    private static JsonObject Header(string meaning) => new() { ["description"] = meaning, ["schema"] = new JsonObject { ["type"] = "string" } };
}
