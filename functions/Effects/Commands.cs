using System.Security.Cryptography;
using System.Text.Json;
using BackOffice.Http;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;

namespace BackOffice.Effects;

/// <summary>Commands over HTTP that may be sent again: the same Idempotency-Key with the same body gets the first answer.</summary>
public sealed class Commands(EffectLedger ledger)
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 128;

    /// <summary>Reads the body, runs the command once, and answers as the first time.</summary>
    /// <param name="request">Carries Idempotency-Key, 1 to 128 characters, and a JSON body.</param>
    /// <param name="tenant">Whose command it is.</param>
    /// <param name="command">Takes the body and the key, which is the caller's own. Harmless twice: a crash before the answer is kept runs it again. What it refuses is not kept.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <exception cref="RefusedException">400 idempotency-key-missing; 422 idempotency-key-reused, same key with another path or body.</exception>
    internal async Task<IResult> RunAsync<TBody>(HttpRequest request, string tenant, Func<TBody, string, Task<CommandAnswer>> command, CancellationToken cancellationToken)
    {
        // Each caller's own keys: two people who approve under the same one have said two things.
        var key = $"{Caller.Of(request).Name}|{KeyOf(request)}";
        var (body, bytes) = await Json.ReadWithTextAsync<TBody>(request, cancellationToken);
        var input = Digest.Of(request.Method, request.Path, Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
        var answer = await OncePerKeyAsync(() => ledger.OnceAsync(
            new EffectKey(tenant, "command", key),
            input,
            async () => JsonSerializer.Serialize(await command(body, key), Json.Options),
            cancellationToken));
        return new CommandResult(JsonSerializer.Deserialize<CommandAnswer>(answer, Json.Options)!);
    }

    /// <summary>An effect whose key came over HTTP: another input under the same key is the caller's mistake.</summary>
    /// <exception cref="RefusedException">422 idempotency-key-reused.</exception>
    internal static async Task<string> OncePerKeyAsync(Func<Task<string>> effect)
    {
        try
        {
            return await effect();
        }
        catch (EffectDiffersException)
        {
            throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", $"This {Header} was used before with another request.");
        }
    }

    /// <exception cref="RefusedException">400 idempotency-key-missing.</exception>
    internal static string KeyOf(HttpRequest request)
        => request.Headers[Header].FirstOrDefault() is { Length: > 0 and <= LongestKey } key
            ? key
            : throw new RefusedException(StatusCodes.Status400BadRequest, "idempotency-key-missing", $"Send the header {Header}, 1 to {LongestKey} characters, new for each command and the same for each retry.");

    private sealed class CommandResult(CommandAnswer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (answer.Location is not null)
            {
                httpContext.Response.Headers.Location = answer.Location;
            }

            return TypedResults.Text(answer.Body.GetRawText(), "application/json", statusCode: answer.Status).ExecuteAsync(httpContext);
        }
    }
}

/// <summary>What a command answered the first time, and answers ever after.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where the result can be seen, as a path; null when nowhere.</param>
/// <param name="Body">The JSON body.</param>
internal sealed record CommandAnswer(int Status, string? Location, JsonElement Body)
{
    /// <summary>200: done.</summary>
    public static CommandAnswer Ok<T>(T body) => new(StatusCodes.Status200OK, Location: null, JsonSerializer.SerializeToElement(body, Json.Options));

    /// <summary>201: it is there.</summary>
    public static CommandAnswer Created<T>(string location, T body) => new(StatusCodes.Status201Created, location, JsonSerializer.SerializeToElement(body, Json.Options));

    /// <summary>202: taken over, look at the location.</summary>
    public static CommandAnswer Accepted<T>(string location, T body) => new(StatusCodes.Status202Accepted, location, JsonSerializer.SerializeToElement(body, Json.Options));
}
