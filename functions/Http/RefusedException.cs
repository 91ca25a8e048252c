using Microsoft.AspNetCore.Http;

namespace BackOffice.Http;

/// <summary>A request that is refused, with the answer it gets: application/problem+json with a stable code.</summary>
public sealed class RefusedException(int status, string code, string detail) : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Stable, for programs: the last part of the problem's type.</summary>
    public string Code { get; } = code;

    /// <summary>Members of the problem beside the standard ones, for instance the transitions that are allowed.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    /// <summary>When it is worth asking again, rounded up to seconds in the answer; null when waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static RefusedException Invalid(string detail) => new(StatusCodes.Status400BadRequest, "invalid-request", detail);

    public static RefusedException NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", detail);
}
