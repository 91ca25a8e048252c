using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace BackOffice.Tenancy;

/// <summary>Lets a request through to its function when the caller is signed in, of the tenant in the route, and in a role the function allows.</summary>
internal sealed class AccessMiddleware : IFunctionsWorkerMiddleware
{
    private const string TenantInRoute = "tenant";

    private readonly FrozenDictionary<string, MethodInfo> functions = typeof(AccessMiddleware).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))
        .ToFrozenDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.OrdinalIgnoreCase);

    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var function = functions.GetValueOrDefault(context.FunctionDefinition.Name);
        if (context.GetHttpContext() is { } http && function?.IsDefined(typeof(AllowAnybodyAttribute)) != true)
        {
            // A function that says nothing is open to nobody.
            var allowed = function?.GetCustomAttribute<AllowAttribute>()?.Roles ?? [];
            http.Items[typeof(Caller)] = Caller.Require(http.Request, http.Request.RouteValues[TenantInRoute] as string ?? "", allowed);
        }

        return next(context);
    }
}
