using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackOffice.Http;

/// <summary>For load balancers and monitors.</summary>
public sealed class HealthApi(HealthCheckService checks)
{
    private const string Why = "Monitors have no sign-in; it tells states and no names.";

    /// <summary>The process runs. Restart it when this does not answer.</summary>
    [Function("GetLiveness")]
    [AllowAnybody(Why)]
    [Gives(200, typeof(HealthView))]
    public IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request)
        => TypedResults.Ok(new HealthView(nameof(HealthStatus.Healthy), new Dictionary<string, string>(StringComparer.Ordinal)));

    /// <summary>What the app cannot work without answers. Send no requests here while this is 503; a restart does not help.</summary>
    [Function("GetReadiness")]
    [AllowAnybody(Why)]
    [Gives(200, typeof(HealthView))]
    [Gives(503, typeof(HealthView))]
    public async Task<IResult> ReadyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        return TypedResults.Json(
            new HealthView($"{report.Status}", report.Entries.ToDictionary(part => part.Key, part => $"{part.Value.Status}", StringComparer.Ordinal)),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}

/// <summary>How the app is: Healthy, Degraded or Unhealthy, in all and by part.</summary>
/// <param name="Status">Of the whole.</param>
/// <param name="Parts">Of each part by its name, "storage".</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, string> Parts);
