using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Hosting;

/// <summary>Lets a test do something before an activity, and fail it afterwards: what it did is done, and nobody heard of it.</summary>
internal sealed class AroundActivities
{
    private IFunctionInvoker? invoker;

    /// <summary>By the name of the activity.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>By the name of the activity; what it throws is the activity's own failure.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    public void Configure(IServiceCollection services)
    {
        var inner = services.Single(service => service.ServiceType == typeof(IFunctionInvoker));
        services.Remove(inner);
        services.AddSingleton<IFunctionInvoker>(provider =>
        {
            invoker = (IFunctionInvoker)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!);
            return new Around(this);
        });
    }

    private sealed class Around(AroundActivities test) : IFunctionInvoker
    {
        public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
        {
            if (!function.IsTriggeredBy<ActivityTriggerAttribute>())
            {
                return await test.invoker!.InvokeAsync(function, input, cancellationToken);
            }

            await test.Before(function.Name);
            var answer = await test.invoker!.InvokeAsync(function, input, cancellationToken);
            await test.After(function.Name);
            return answer;
        }
    }
}
