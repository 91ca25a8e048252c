using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Http;

/// <summary>
/// JSON over HTTP: camelCase; of a body, unknown members and enums written as numbers are refused, so that a misspelt
/// field is not silently lost.
/// </summary>
internal static class Json
{
    /// <summary>The largest JSON body a command may have, in bytes.</summary>
    public const int MostBytes = 256 * 1024;

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // as the results of ASP.NET Core write: never into HTML
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>Reads the body.</summary>
    /// <exception cref="RefusedException">400 invalid-request, 413 body-too-large, 415 not-json.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        var (value, _) = await ReadWithTextAsync<T>(request, cancellationToken);
        return value;
    }

    /// <summary>Reads the body and also gives its bytes, for the digest of an idempotent command.</summary>
    /// <exception cref="RefusedException">400 invalid-request, 413 body-too-large, 415 not-json.</exception>
    public static async Task<(T Value, ReadOnlyMemory<byte> Bytes)> ReadWithTextAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "not-json", "Send application/json.");
        }

        var bytes = await ReadBytesAsync(request, MostBytes, cancellationToken);
        try
        {
            return (JsonSerializer.Deserialize<T>(bytes.Span, Options) ?? throw RefusedException.Invalid("The body is null."), bytes);
        }
        catch (JsonException malformed)
        {
            throw RefusedException.Invalid(Misfit.Describe(typeof(T), malformed));
        }
    }

    /// <summary>Reads a whole body of at most so many bytes.</summary>
    /// <exception cref="RefusedException">413 body-too-large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            throw TooLarge(most);
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (body.Length > most)
            {
                throw TooLarge(most);
            }
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static RefusedException TooLarge(int most) => new(StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body may have {most} bytes at most.");
}
