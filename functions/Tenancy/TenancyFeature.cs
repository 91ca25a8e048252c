using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Tenancy;

/// <summary>Who the companies are and who may act for them.</summary>
internal static class TenancyFeature
{
    public static IServiceCollection AddTenancy(this IServiceCollection services)
        => services
            .AddSingleton(StorageNeed.Table(TenantStore.TableName))
            .AddHostedService<SignInGuard>()
            .AddSingleton<TenantStore>()
            .AddSingleton<Actors>();
}
