using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Schedule;

/// <summary>What runs when, by each tenant's own calendar and clock; and the terms that the law sets.</summary>
internal static class ScheduleFeature
{
    public static IServiceCollection AddSchedule(this IServiceCollection services)
        => services
            .AddSingleton(StorageNeed.Table(ScheduleKeys.Table))
            .AddSingleton(_ => RuleFiles.ReadDeadlines())
            .AddSingleton<ScheduleStore>()
            .AddSingleton<CalendarStore>()
            .AddSingleton<Calendars>()
            .AddSingleton<JobCatalog>()
            .AddSingleton<JobDispatcher>()
            .AddSingleton<ScheduleTick>()
            .AddSingleton<DeadlineStore>()
            .AddSingleton<Deadlines>()
            .AddHostedService<ScheduleCheck>()
            .AddJob<OpenDeadlinesJob>()
            .AddJob<EscalateDeadlinesJob>();
}
