using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>How to make, fill and call one function: worked out once, compiled.</summary>
internal sealed class FunctionPlan
{
    private readonly ObjectFactory? instance;
    private readonly ParameterBinder[] binders;
    private readonly Func<object?, object?[], ValueTask<object?>> call;

    public FunctionPlan(FunctionDescriptor function, IReadOnlyList<IInputBinding> bindings)
    {
        Definition = new SourceDefinition(function);
        instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.DeclaringType, Type.EmptyTypes);
        binders = [.. function.Method.GetParameters().Select(parameter => new ParameterBinder(parameter, function, bindings))];
        call = Compile(function.Method);
    }

    public FunctionDefinition Definition { get; }

    public async Task ExecuteAsync(InvocationContext context)
    {
        var target = instance?.Invoke(context.InstanceServices, null);
        var arguments = binders.Length == 0 ? [] : new object?[binders.Length];
        for (var index = 0; index < binders.Length; index++)
        {
            arguments[index] = await binders[index].BindAsync(context);
        }

        context.Outcome.Value = await call(target, arguments);
    }

    private static Func<object?, object?[], ValueTask<object?>> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var parameters = method.GetParameters().Select(Argument);
        var invocation = method.IsStatic
            ? Expression.Call(method, parameters)
            : Expression.Call(Expression.Convert(target, method.DeclaringType!), method, parameters);
        return Expression.Lambda<Func<object?, object?[], ValueTask<object?>>>(ResultTasks.Unwrap(invocation), target, arguments).Compile();

        Expression Argument(ParameterInfo parameter)
            => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(parameter.Position)), parameter.ParameterType);
    }

    private sealed class SourceDefinition(FunctionDescriptor function) : FunctionDefinition
    {
        public override string Id { get; } = function.HostFunctionId;

        public override string Name => function.Name;

        public override string EntryPoint { get; } = $"{function.DeclaringType.FullName}.{function.Method.Name}";
    }
}
