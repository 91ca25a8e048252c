using System.Linq.Expressions;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Turns whatever a function returns into its result: void, a value, or any of the task types.</summary>
internal static class ResultTasks
{
    public static Expression Unwrap(MethodCallExpression call)
    {
        if (call.Type == typeof(void))
        {
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        }

        if (call.Type == typeof(Task) || call.Type == typeof(ValueTask))
        {
            return Expression.Call(typeof(ResultTasks), nameof(FinishAsync), null, call.Type == typeof(Task) ? ToValueTask(call) : call);
        }

        var definition = call.Type.IsGenericType ? call.Type.GetGenericTypeDefinition() : null;
        if (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
        {
            return Expression.Call(typeof(ResultTasks), nameof(FinishResultAsync), call.Type.GetGenericArguments(), definition == typeof(Task<>) ? ToValueTask(call) : call);
        }

        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    private static NewExpression ToValueTask(MethodCallExpression call)
    {
        var type = call.Type.IsGenericType ? typeof(ValueTask<>).MakeGenericType(call.Type.GetGenericArguments()) : typeof(ValueTask);
        return Expression.New(type.GetConstructor([call.Type])!, call);
    }

    private static async ValueTask<object?> FinishAsync(ValueTask task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FinishResultAsync<T>(ValueTask<T> task) => await task;
}
