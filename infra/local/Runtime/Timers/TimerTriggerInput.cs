using System.Reflection;
using System.Text.Json;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>One firing of a timer; the parameter is a TimerInfo, or its JSON as a string.</summary>
internal sealed class TimerTriggerInput(TimerInfo timer) : TriggerInput
{
    public TimerInfo Timer => timer;

    public override ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
    {
        if (parameter.ParameterType == typeof(TimerInfo))
        {
            return ValueTask.FromResult<object?>(timer);
        }

        return parameter.ParameterType == typeof(string)
            ? ValueTask.FromResult<object?>(JsonSerializer.Serialize(timer))
            : throw new NotSupportedException($"[TimerTrigger] gives TimerInfo or string, not {parameter.ParameterType.Name} ({parameter.Name}).");
    }
}
