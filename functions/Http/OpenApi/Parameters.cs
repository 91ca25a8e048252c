using System.Text.Json.Nodes;

namespace BackOffice.Http.OpenApi;

/// <summary>What a request carries beside its body: route, query and headers.</summary>
internal static class Parameters
{
    private const string Tenant = "tenant";
    private const string Top = "top";
    private const string Continuation = "continuation";
    private const string IdempotencyKey = "idempotencyKey";
    private const string IfMatch = "ifMatch";
    private const string IfNoneMatch = "ifNoneMatch";
    private const string CorrelationId = "correlationId";

    /// <summary>Those that many functions have.</summary>
    public static JsonObject Shared => new()
    {
        [Tenant] = Parameter("path", "tenant", "The id of the company, 2 to 32 of a-z, 0-9 and '-'.", Text(), isRequired: true),
        [Top] = Parameter("query", "top", "How many items a page has.", new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = Paging.Most, ["default"] = Paging.Usual }),
        [Continuation] = Parameter("query", "continuation", "'next' of the page before, with the same filter. Opaque; worth nothing for another list, tenant or filter.", Text()),
        [IdempotencyKey] = Parameter("header", "Idempotency-Key", "New for each command and the same for each retry: the retry gets the first answer and does nothing.", new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 128 }, isRequired: true),
        [IfMatch] = Parameter("header", "If-Match", "The ETag of the record as the caller has seen it; another one is refused.", Text()),
        [IfNoneMatch] = Parameter("header", "If-None-Match", "The ETag the caller has; the same one is answered 304.", Text()),
        [CorrelationId] = Parameter("header", Correlation.Header, "The caller's own id for this request, for both logs. A traceparent does as well.", new() { ["type"] = "string", ["pattern"] = Correlation.Pattern }),
    };

    public static JsonArray Of(Endpoint endpoint, Schemas schemas)
    {
        List<JsonNode> parameters = [.. endpoint.RouteParameters.Select(OfRoute), .. endpoint.Queries.Select(query => OfQuery(query, schemas))];
        Add(endpoint.IsPaged, Top, Continuation);
        Add(endpoint.IsCommand, IdempotencyKey);
        Add(endpoint.IsTagged, endpoint.Verb == "get" ? IfNoneMatch : IfMatch);
        Add(when: true, CorrelationId);
        return [.. parameters];

        void Add(bool when, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                parameters.AddRange(when ? [Reference(name)] : []);
            }
        }
    }

    private static JsonObject OfRoute((string Name, string Constraint) parameter)
        => parameter.Name == Tenant
            ? Reference(Tenant)
            : Parameter("path", parameter.Name, meaning: null, parameter.Constraint is "int" or "long" ? new() { ["type"] = "integer", ["format"] = parameter.Constraint == "int" ? "int32" : "int64" } : Text(), isRequired: true);

    private static JsonObject OfQuery(QueryAttribute query, Schemas schemas)
    {
        if (query.Words is null)
        {
            return Parameter("query", query.Name, query.Meaning, Text(), query.IsRequired);
        }

        var words = schemas.Of(query.Words, isBody: false);
        if (query.IsSingle)
        {
            return Parameter("query", query.Name, query.Meaning, (JsonObject)words, query.IsRequired);
        }

        var several = Parameter("query", query.Name, query.Meaning, new() { ["type"] = "array", ["items"] = words }, query.IsRequired);
        several["style"] = "form";
        several["explode"] = false;
        return several;
    }

    private static JsonObject Parameter(string place, string name, string? meaning, JsonObject schema, bool isRequired = false)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place };
        if (meaning is not null)
        {
            parameter["description"] = meaning;
        }

        if (isRequired)
        {
            parameter["required"] = true;
        }

        parameter["schema"] = schema;
        return parameter;
    }

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/parameters/{name}" };
}
