using BackOffice.LocalRuntime.Blobs;
using BackOffice.LocalRuntime.Durable.Hosting;
using BackOffice.LocalRuntime.Messaging;
using BackOffice.LocalRuntime.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>What makes functions run besides HTTP.</summary>
internal static class RuntimeModules
{
    /// <summary>One line a trigger kind, in the order in which they start.</summary>
    public static IReadOnlyList<Action<IServiceCollection>> All { get; } =
    [
        services => services.AddServiceBusBroker(),
        services => services.AddDurableTask(),
        services => services.AddBlobTriggers(),
        services => services.AddTimerTriggers(),
        services => services.AddServiceBusTriggers(),
    ];
}
