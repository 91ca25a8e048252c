using System.Net;
using System.Threading.RateLimiting;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;

namespace BackOffice.Http;

/// <summary>
/// Keeps one caller from taking the app away from the others: a token bucket for each caller and tenant, in this
/// instance alone. Callers who are not signed in share a bucket an address.
/// </summary>
internal sealed class RateLimitMiddleware(IOptions<RateLimitOptions> options) : IFunctionsWorkerMiddleware, IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(http
        => RateLimitPartition.GetTokenBucketLimiter(BucketOf(http), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.Burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.Value.PerMinute,
        }));

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
        {
            using var lease = limiter.AttemptAcquire(http);
            if (!lease.IsAcquired)
            {
                throw new RefusedException(StatusCodes.Status429TooManyRequests, "too-many-requests", "You ask faster than one caller may. Wait as long as Retry-After says.")
                {
                    RetryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1),
                };
            }
        }

        await next(context);
    }

    public void Dispose() => limiter.Dispose();

    private static string BucketOf(HttpContext http)
        => http.Items[typeof(Caller)] is Caller caller ? $"{http.Request.RouteValues["tenant"]}|{caller.Name}" : $"|{AddressOf(http)}";

    /// <summary>
    /// The last entry of X-Forwarded-For is the front end's own, with a port or without; those before it are whatever the
    /// caller wrote.
    /// </summary>
    private static string AddressOf(HttpContext http)
        => http.Request.Headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim() is not { Length: > 0 } forwarded ? $"{http.Connection.RemoteIpAddress}"
            : IPEndPoint.TryParse(forwarded, out var endpoint) ? $"{endpoint.Address}"
            : forwarded;
}
