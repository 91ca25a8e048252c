using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>
/// Runs a function once. Nothing here leaves the caller's thread of its own accord: an orchestrator that awaits durable
/// tasks only is driven by those alone, so replay stays on one thread.
/// </summary>
internal sealed class FunctionInvoker : IFunctionInvoker
{
    private readonly ConcurrentDictionary<MethodInfo, FunctionPlan> plans = new();
    private readonly FunctionExecutionDelegate pipeline;
    private readonly IServiceScopeFactory scopes;
    private readonly IReadOnlyList<IInputBinding> bindings;
    private readonly PowerSwitch power;

    public FunctionInvoker(IServiceScopeFactory scopes, MiddlewarePipeline middleware, IEnumerable<IInputBinding> bindings, PowerSwitch power)
    {
        this.scopes = scopes;
        this.bindings = [.. bindings];
        this.power = power;
        pipeline = middleware.Around(static context => ((InvocationContext)context).Plan.ExecuteAsync((InvocationContext)context));
    }

    public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        var plan = plans.GetOrAdd(function.Method, static (_, state) => new FunctionPlan(state.function, state.bindings), (function, bindings));
        try
        {
            return await RunAsync(plan, input, cancellationToken);
        }
        finally
        {
            if (power.IsOff)
            {
                await power.FallSilentAsync(); // a process that was killed reports nothing, neither a result nor a failure
            }
        }
    }

    private async Task<object?> RunAsync(FunctionPlan plan, TriggerInput input, CancellationToken cancellationToken)
    {
        using var span = RuntimeTelemetry.StartInvocation(plan.Definition.Name);
        await using var scope = scopes.CreateAsyncScope();
        var context = new InvocationContext(plan, input, scope.ServiceProvider, cancellationToken);
        try
        {
            input.Prepare(context);
            await pipeline(context);
            return context.Outcome.Value;
        }
        catch (Exception exception)
        {
            RuntimeTelemetry.Fail(span, exception);
            throw;
        }
    }
}
