using BackOffice.Notifications;
using BackOffice.Schedule;
using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Closing;

/// <summary>Months that open and close, and the process that closes them.</summary>
internal static class ClosingFeature
{
    public static IServiceCollection AddClosing(this IServiceCollection services)
    {
        services.AddOptions<ClosingOptions>().BindConfiguration("Closing").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(StorageNeed.Table(ClosingKeys.Table))
            .AddOutbox(ClosingKeys.Table, tenant => [ClosingKeys.Partition(tenant)])
            .AddSingleton<ClosingStore>()
            .AddSingleton<Periods>()
            .AddSingleton<PeriodChanges>()
            .AddSingleton<PeriodCommands>()
            .AddSingleton<MonthViews>()
            .AddSingleton<ReopeningRequests>()
            .AddSingleton<PeriodReopenings>()
            .AddSingleton<CloseStarts>()
            .AddSingleton<CloseDecisions>()
            .AddSingleton<CloseStepCatalog>()
            .AddHostedService(provider => provider.GetRequiredService<CloseStepCatalog>())
            .AddCloseStep<SoftCloseStep>()
            .AddCloseStep<YearClosedStep>()
            .AddCloseStep<NotificationsSentStep>()
            .AddCloseStep<DeadlinesMetStep>()
            .AddCloseStep<ApprovalsDecidedStep>()
            .AddCloseStep<PostingsSettledStep>()
            .AddCloseStep<SignOffStep>()
            .AddCloseStep<LockStep>()
            .AddCloseStep<LatePostingsStep>()
            .AddJob<OpenMonthJob>()
            .AddJob<StartCloseJob>();
    }

    /// <summary>Adds a step to the month-end close. The app does not start when the steps together make no sense.</summary>
    public static IServiceCollection AddCloseStep<TStep>(this IServiceCollection services)
        where TStep : class, ICloseStep
        => services.AddSingleton<ICloseStep, TStep>();
}
