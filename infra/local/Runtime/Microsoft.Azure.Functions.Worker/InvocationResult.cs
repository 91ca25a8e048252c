using BackOffice.LocalRuntime.Hosting;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned; middleware may put something else in its place.</summary>
public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

/// <inheritdoc/>
public abstract class InvocationResult : InvocationResult<object>;

/// <summary>Reaches the result of an invocation from middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<InvocationResult>() ?? throw new InvalidOperationException($"'{context.FunctionDefinition.Name}' is not running.");
    }
}
