using BackOffice.LocalRuntime.Http;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The request behind an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The request of an HTTP function; null in any other function.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpTriggerInput.ContextKey, out var value) ? value as HttpContext : null;
    }
}
