using System.Reflection;
using BackOffice.LocalRuntime.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Finds the value of one parameter of one function.</summary>
internal sealed class ParameterBinder
{
    private readonly ParameterInfo parameter;
    private readonly IReadOnlyList<IInputBinding> bindings;
    private readonly Func<InvocationContext, ValueTask<object?>> source;

    public ParameterBinder(ParameterInfo parameter, FunctionDescriptor function, IReadOnlyList<IInputBinding> bindings)
    {
        this.parameter = parameter;
        this.bindings = bindings;
        source = SourceOf(function);
    }

    public ValueTask<object?> BindAsync(InvocationContext context) => source(context);

    private Func<InvocationContext, ValueTask<object?>> SourceOf(FunctionDescriptor function)
    {
        if (parameter == function.TriggerParameter || parameter.Position == function.TriggerParameter.Position)
        {
            return context => context.Input.BindTriggerAsync(parameter, context);
        }

        if (parameter.IsDefined(typeof(FromBodyAttribute), inherit: true))
        {
            return context => RequestBody.ReadAsync(context, parameter.ParameterType);
        }

        return parameter.ParameterType switch
        {
            var type when type == typeof(FunctionContext) => context => new ValueTask<object?>(context),
            var type when type == typeof(CancellationToken) => context => new ValueTask<object?>(context.CancellationToken),
            var type when type == typeof(HttpRequest) => context => new ValueTask<object?>(context.GetHttpContext()?.Request),
            _ => context => new ValueTask<object?>(Find(context)),
        };
    }

    private object? Find(InvocationContext context)
    {
        if (context.Input.TryBind(parameter, context, out var known))
        {
            return known;
        }

        foreach (var binding in bindings)
        {
            if (binding.TryBind(parameter, context, out var bound))
            {
                return bound;
            }
        }

        return context.Input.BindingData.TryGetValue(parameter.Name!, out var value)
            ? BindingValues.Convert(value, parameter)
            : BindingValues.Absent(parameter);
    }
}
