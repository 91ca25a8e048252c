using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Timesheets;

/// <summary>What people worked: brought as files, checked, approved by a second person.</summary>
internal static class TimesheetsFeature
{
    public static IServiceCollection AddTimesheets(this IServiceCollection services)
        => services
            .AddSingleton(StorageNeed.Table(TimesheetKeys.Table))
            .AddSingleton(StorageNeed.Container(TimesheetKeys.Drop))
            .AddSingleton(StorageNeed.Container(TimesheetKeys.Kept))
            .AddSingleton<TimesheetStore>()
            .AddSingleton<SheetChecks>()
            .AddSingleton<TimesheetIntake>()
            .AddSingleton<TimesheetDrop>()
            .AddSingleton<SheetDecisions>();
}
