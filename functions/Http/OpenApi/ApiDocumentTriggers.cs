using System.Reflection;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace BackOffice.Http.OpenApi;

/// <summary>The description of the API, and a page to read and try it.</summary>
public sealed class ApiDocumentTriggers
{
    private const string Why = "It describes the API, which is public source, and names nobody's data.";

    /// <summary>The page loads what lies beside it, and nothing else from anywhere.</summary>
    private const string ContentPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private static readonly Lazy<string> Document = new(() => ApiDocument.Text(Endpoint.All));

    /// <summary>This document.</summary>
    [Function("GetApiDocument")]
    [AllowAnybody(Why)]
    [Gives(200, typeof(Stream), As = "application/json")]
    public IResult GetDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
        => TypedResults.Text(Document.Value, "application/json");

    /// <summary>Swagger UI on this document.</summary>
    [Function("GetApiDocs")]
    [AllowAnybody(Why)]
    [Gives(200, typeof(Stream), As = "text/html")]
    public IResult GetPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request)
        => Show(request, "index.html");

    /// <summary>A script, style sheet or image of the page.</summary>
    [Function("GetApiDocsAsset")]
    [AllowAnybody(Why)]
    [Gives(200, typeof(Stream), As = "*/*")]
    public IResult GetAsset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs/{asset}")] HttpRequest request, string asset)
        => Show(request, asset);

    private static FileStreamHttpResult Show(HttpRequest request, string asset)
    {
        if (SwaggerUi.Find(asset) is not var (content, type))
        {
            throw RefusedException.NotFound("The page has no such part.");
        }

        request.HttpContext.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(content, type);
    }
}
