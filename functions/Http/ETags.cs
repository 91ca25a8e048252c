using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace BackOffice.Http;

/// <summary>
/// ETags of single records. The tag is a digest of what is shown, so it is strong, as If-Match asks for (RFC 9110
/// 13.1.1), and covers whatever the view is put together from.
/// </summary>
internal static class ETags
{
    /// <summary>The caller's own machine may keep it, and asks every time whether it still holds.</summary>
    private const string AskAgain = "private, no-cache";

    private const string ContentType = "application/json; charset=utf-8";

    /// <summary>200 with the record and its tag, or 304 when a GET has that tag in If-None-Match.</summary>
    public static IResult Ok<T>(HttpRequest request, T view)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(view, Json.Options);
        var tag = Of(json);
        request.HttpContext.Response.GetTypedHeaders().ETag = tag;
        request.HttpContext.Response.Headers.CacheControl = AskAgain;
        return HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().IfNoneMatch.Any(known => IsSame(known, tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(json, ContentType);
    }

    /// <summary>200 with the bytes as a file, or 304 when If-None-Match has their digest.</summary>
    /// <param name="request">A GET.</param>
    /// <param name="content">Is closed once it is sent.</param>
    /// <param name="name">Of the file that is offered.</param>
    /// <param name="sha256">Of the content.</param>
    public static IResult Download(HttpRequest request, Stream content, string name, string sha256)
    {
        request.HttpContext.Response.Headers.CacheControl = AskAgain;
        return TypedResults.Stream(content, "application/octet-stream", name, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }

    /// <summary>Lets a command go on when it has no If-Match, or one with the tag of the record as it is shown now.</summary>
    /// <param name="request">The command.</param>
    /// <param name="read">What a GET would show now, asked for only with If-Match; null when there is no such record, which no tag matches.</param>
    /// <exception cref="RefusedException">412 etag-mismatch; 400 invalid-request, a header that is no list of tags.</exception>
    public static async Task RequireAsync<T>(HttpRequest request, Func<Task<T?>> read)
        where T : class
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var wanted))
        {
            throw RefusedException.Invalid("'If-Match' is the ETag of a GET, in its quotes.");
        }

        var tag = await read() is { } current ? Of(JsonSerializer.SerializeToUtf8Bytes(current, Json.Options)) : null;
        if (tag is null || !wanted.Any(known => IsSame(known, tag, useStrongComparison: true)))
        {
            throw new RefusedException(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "The record is not as you have seen it. Read it again.");
        }
    }

    /// <summary>Lets a PUT write a record that is new, or replace one that the caller has seen; a change of one he never saw is refused.</summary>
    /// <param name="request">A PUT: with If-Match it replaces, with If-None-Match: * it only adds.</param>
    /// <param name="shown">What a GET shows now; null when it shows nothing.</param>
    /// <param name="isNew">Nobody has written it yet, though a GET may show what holds until then.</param>
    /// <exception cref="RefusedException">428 etag-missing; 412 etag-mismatch; 400 invalid-request, a header that is no list of tags.</exception>
    public static async Task RequireSeenAsync<T>(HttpRequest request, T? shown, bool isNew)
        where T : class
    {
        if (!isNew && request.Headers.IfNoneMatch.Contains("*"))
        {
            throw new RefusedException(StatusCodes.Status412PreconditionFailed, "etag-mismatch", "It exists already. Read it.");
        }

        if (!isNew && request.Headers.IfMatch.Count == 0)
        {
            throw new RefusedException(StatusCodes.Status428PreconditionRequired, "etag-missing", "It exists already: read it and send its ETag as If-Match.");
        }

        await RequireAsync(request, () => Task.FromResult(shown));
    }

    private static bool IsSame(EntityTagHeaderValue known, EntityTagHeaderValue tag, bool useStrongComparison)
        => known.Compare(tag, useStrongComparison) || known.Equals(EntityTagHeaderValue.Any);

    private static EntityTagHeaderValue Of(byte[] json) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
}
