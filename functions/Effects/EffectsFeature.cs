using BackOffice.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Effects;

/// <summary>The memory of what has been done.</summary>
internal static class EffectsFeature
{
    public static IServiceCollection AddEffects(this IServiceCollection services)
        => services
            .AddSingleton(StorageNeed.Table(EffectLedger.TableName))
            .AddSingleton<EffectLedger>()
            .AddSingleton<Commands>();
}
