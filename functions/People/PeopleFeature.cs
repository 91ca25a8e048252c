using BackOffice.Payroll;
using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BackOffice.People;

/// <summary>Who is paid, by whom and on which terms.</summary>
internal static class PeopleFeature
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => PayrollRules.Read());
        return services
            .AddSingleton(StorageNeed.Table(PeopleKeys.People))
            .AddSingleton(StorageNeed.Table(PeopleKeys.Groups))
            .AddSingleton(StorageNeed.Table(PeopleKeys.Imports))
            .AddSingleton(StorageNeed.Container(PeopleKeys.Blobs))
            .AddSingleton<PersonTable>()
            .AddSingleton<PendingImports>()
            .AddSingleton<PeopleStore>()
            .AddSingleton<PeopleImports>()
            .AddSingleton<PeopleExport>()
            .AddSingleton<PersonChanges>()
            .AddSingleton<PayGroups>();
    }
}
