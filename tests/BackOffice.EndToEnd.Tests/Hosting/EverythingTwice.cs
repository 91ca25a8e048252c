using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Hosting;

/// <summary>Delivers every activity and every message twice, as a host does that lost the answer of the first delivery: what counts is the answer of the second.</summary>
internal sealed class EverythingTwice(IServiceProvider services, ServiceDescriptor inner) : IFunctionInvoker
{
    private readonly IFunctionInvoker once = (IFunctionInvoker)ActivatorUtilities.CreateInstance(services, inner.ImplementationType!);
    private int repeated;

    /// <summary>Deliveries that came a second time.</summary>
    public int Repeated => repeated;

    public static void Configure(IServiceCollection services)
    {
        var inner = services.Single(service => service.ServiceType == typeof(IFunctionInvoker));
        services.Remove(inner);
        services.AddSingleton<IFunctionInvoker>(provider => new EverythingTwice(provider, inner));
    }

    public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        if (function.IsTriggeredBy<ActivityTriggerAttribute>() || function.IsTriggeredBy<ServiceBusTriggerAttribute>())
        {
            await once.InvokeAsync(function, input, cancellationToken);
            Interlocked.Increment(ref repeated);
        }

        return await once.InvokeAsync(function, input, cancellationToken);
    }
}
