using System.Reflection;
using BackOffice.LocalRuntime.Durable.Replay;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Hosting;

/// <summary>Hands an orchestrator its context, and its input to a parameter named so.</summary>
internal sealed class OrchestrationInput(ReplayContext orchestration) : TriggerInput
{
    public override ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
        => parameter.ParameterType == typeof(TaskOrchestrationContext)
            ? ValueTask.FromResult<object?>(orchestration)
            : throw new NotSupportedException($"The trigger parameter of an orchestrator is a TaskOrchestrationContext, not a {parameter.ParameterType.Name}.");

    public override bool TryBind(ParameterInfo parameter, FunctionContext context, out object? value)
    {
        var isInput = string.Equals(parameter.Name, "input", StringComparison.OrdinalIgnoreCase) && parameter.ParameterType != typeof(FunctionContext);
        value = isInput ? orchestration.BindInput(parameter.ParameterType) : null;
        return isInput;
    }
}

/// <summary>Hands an activity its input in the type it asks for.</summary>
internal sealed class ActivityInput(string? json, DataConverter converter) : TriggerInput
{
    public override ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
    {
        var value = converter.Deserialize(json, parameter.ParameterType);
        var isMissing = value is null && parameter.ParameterType.IsValueType;
        return ValueTask.FromResult(isMissing ? Activator.CreateInstance(parameter.ParameterType) : value);
    }
}
