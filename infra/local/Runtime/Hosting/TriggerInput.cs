using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>What one firing of a trigger hands to a function: the payload, and the values found beside it.</summary>
internal abstract class TriggerInput
{
    /// <summary>Values for parameters of the same name, and for FunctionContext.BindingContext.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = new Dictionary<string, object?>();

    /// <summary>The value of the trigger parameter, in the type the function asks for.</summary>
    /// <exception cref="NotSupportedException">The trigger has no such type; the message names those it has.</exception>
    public abstract ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context);

    /// <summary>A value for another parameter that only this trigger knows (a ServiceBusMessageActions, say).</summary>
    public virtual bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value)
    {
        value = null;
        return false;
    }

    /// <summary>Leaves features in the invocation before middleware runs.</summary>
    public virtual void Prepare(FunctionContext context)
    {
    }
}
