using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackOffice.Http.OpenApi;

/// <summary>
/// The OpenAPI 3.1 document of the app, made from its functions' attributes, records and comments. docs/openapi.json is
/// a copy that a test compares.
/// </summary>
internal static class ApiDocument
{
    private const string FunctionKey = "functionKey";
    private const string SignIn = "signIn";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document as it is served and stored.</summary>
    public static string Text(IReadOnlyList<Endpoint> endpoints) => Of(endpoints).ToJsonString(Layout) + "\n";

    public static JsonObject Of(IReadOnlyList<Endpoint> endpoints)
    {
        var comments = DocComments.Load();
        var schemas = new Schemas(comments);
        var answers = new Answers(schemas);
        schemas.Add("Problem", Answers.ProblemSchema);
        var paths = endpoints.GroupBy(endpoint => endpoint.Path, StringComparer.Ordinal).Select(path => KeyValuePair.Create<string, JsonNode?>(
            path.Key,
            new JsonObject(path.Select(endpoint => KeyValuePair.Create<string, JsonNode?>(endpoint.Verb, Operation(endpoint, comments.Of(endpoint.Method), (schemas, answers)))))));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "BackOffice",
                ["version"] = "1",
                ["description"] = "Payroll, invoices, documents and archive of a company or shared-service centre. Members are only ever added to answers: ignore what you do not know.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = new JsonObject(paths),
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["responses"] = answers.Shared,
                ["parameters"] = Parameters.Shared,
                ["headers"] = Answers.Headers,
                ["securitySchemes"] = SecuritySchemes(),
            },
        };
    }

    private static JsonObject Operation(Endpoint endpoint, string comment, (Schemas Schemas, Answers Answers) parts)
    {
        var (summary, others) = FirstSentence(comment);
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Name,
            ["tags"] = new JsonArray(endpoint.Feature),
            ["summary"] = summary,
            ["description"] = $"{others} {Access(endpoint)}".Trim(),
            ["x-roles"] = new JsonArray([.. endpoint.Roles.Select(role => JsonValue.Create($"{role}"))]),
            ["security"] = Security(endpoint),
            ["parameters"] = Parameters.Of(endpoint, parts.Schemas),
        };
        if (endpoint.Takes is { } takes)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = takes.Body == typeof(Stream)
                    ? new JsonObject { [takes.As] = new JsonObject() }
                    : new JsonObject { ["application/json"] = new JsonObject { ["schema"] = parts.Schemas.Of(takes.Body, isBody: true) } },
            };
        }

        operation["responses"] = parts.Answers.Of(endpoint);
        return operation;
    }

    private static (string First, string Others) FirstSentence(string comment)
        => comment.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? (comment[..(end + 1)], comment[(end + 2)..]) : (comment, "");

    private static string Access(Endpoint endpoint)
        => endpoint.OpenBecause is { } why ? $"No sign-in: {why}" : $"Roles: {string.Join(", ", endpoint.Roles)}.";

    private static JsonArray Security(Endpoint endpoint)
    {
        var asked = new JsonObject();
        if (endpoint.NeedsKey)
        {
            asked[FunctionKey] = new JsonArray();
        }

        if (endpoint.OpenBecause is null)
        {
            asked[SignIn] = new JsonArray();
        }

        return asked.Count == 0 ? [] : [asked];
    }

    private static JsonObject SecuritySchemes() => new()
    {
        [FunctionKey] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key", ["description"] = "A function key or host key of the app." },
        [SignIn] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A token that App Service Authentication accepts; its claims 'roles' and 'tenant' say what its holder may do and where." },
    };
}
