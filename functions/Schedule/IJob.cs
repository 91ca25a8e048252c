using BackOffice.Schedule.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Schedule;

/// <summary>
/// Work that a tenant's local calendar starts. A feature registers its own with <see cref="JobRegistration.AddJob{TJob}"/>; the
/// schedule decides when, claims the period so that it runs once, and keeps what became of it.
/// </summary>
public interface IJob
{
    /// <summary>What it is called and when it runs; always the same.</summary>
    JobDefinition Definition { get; }

    /// <summary>
    /// Does the work, or starts the process that does, and returns; up to half an hour. Called again after a crash or a failure, so it is
    /// harmless twice for the same occurrence: start an orchestration once, under an id made of tenant and key.
    /// </summary>
    /// <exception cref="Exception">Any failure: tried again with growing pauses, then shown as failed until a person retries or skips it.</exception>
    Task StartAsync(JobOccurrence occurrence, CancellationToken cancellationToken);
}

/// <summary>One occasion on which a job runs for a tenant.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Job">The id of the job.</param>
/// <param name="Key">What it is for: a day 2026-11-30, a week 2026-W48, a month 2026-11 or a year 2026. It runs once for each.</param>
/// <param name="DueAt">When it was due, in UTC; it may run later.</param>
public sealed record JobOccurrence(string Tenant, string Job, string Key, DateTimeOffset DueAt);

/// <summary>Registering jobs.</summary>
public static class JobRegistration
{
    /// <summary>Adds a job to the schedule of every tenant it applies to. Two jobs of one id stop the app at its start.</summary>
    public static IServiceCollection AddJob<TJob>(this IServiceCollection services)
        where TJob : class, IJob
        => services.AddSingleton<IJob, TJob>();
}
