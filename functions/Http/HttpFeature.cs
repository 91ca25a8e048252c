using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackOffice.Http;

/// <summary>What every HTTP function has in common; docs/http-api.md tells it to callers.</summary>
internal static class HttpFeature
{
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimit").ValidateDataAnnotations().ValidateOnStart();
        services.AddHealthChecks().AddCheck<StorageHealth>("storage");
        return services;
    }

    /// <summary>Around every function, outermost first: answers, refusals, access, then the limit for those who have it.</summary>
    public static void UseHttpConventions(this IFunctionsWorkerApplicationBuilder builder)
    {
        builder.UseMiddleware<AnswerHeadersMiddleware>();
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        builder.UseMiddleware<RateLimitMiddleware>();
    }
}
