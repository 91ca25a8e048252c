using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Runs;

/// <summary>What all processes share: how they are started once, and how long their history is kept.</summary>
internal static class RunsFeature
{
    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddOptions<RunsOptions>().BindConfiguration("Runs").ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
