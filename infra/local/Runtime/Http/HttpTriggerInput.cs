using System.Reflection;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Http;

/// <summary>A request that fires an HTTP function; its route values bind to parameters of the same name.</summary>
internal sealed class HttpTriggerInput : TriggerInput
{
    /// <summary>Where the worker keeps the request among the items of an invocation.</summary>
    public const string ContextKey = "HttpRequestContext";

    private readonly HttpContext http;

    public HttpTriggerInput(HttpContext http)
    {
        this.http = http;
        BindingData = new Dictionary<string, object?>(http.Request.RouteValues, StringComparer.OrdinalIgnoreCase);
    }

    public override void Prepare(FunctionContext context) => context.Items[ContextKey] = http;

    public override async ValueTask<object?> BindTriggerAsync(ParameterInfo parameter, FunctionContext context)
        => parameter.ParameterType == typeof(HttpRequest)
            ? http.Request
            : await RequestBody.ReadAsync(context, parameter.ParameterType);
}
