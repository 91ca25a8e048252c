using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Notifications;
using BackOffice.Runs;
using BackOffice.Signing;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice;

/// <summary>What every feature stands on.</summary>
internal static class BuildingBlocks
{
    public static IServiceCollection AddBuildingBlocks(this IServiceCollection services)
        => services
            .AddStorage()
            .AddSigning()
            .AddHttp()
            .AddTenancy()
            .AddEffects()
            .AddRuns()
            .AddNotifications();
}
