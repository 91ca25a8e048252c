using Microsoft.Azure.Functions.Worker.Middleware;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>The middleware of the app in the order it was added, around the function.</summary>
internal sealed class MiddlewarePipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> steps = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> step) => steps.Add(step);

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function)
        => Enumerable.Reverse(steps).Aggregate(function, (next, step) => step(next));
}
