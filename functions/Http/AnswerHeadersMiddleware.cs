using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace BackOffice.Http;

/// <summary>What every answer carries: its correlation id, no permission to keep or to guess its content, and Retry-After where it says "later".</summary>
internal sealed class AnswerHeadersMiddleware(ILogger<AnswerHeadersMiddleware> log) : IFunctionsWorkerMiddleware
{
    /// <summary>When it is worth looking again after 202, in seconds.</summary>
    private const int LookAgainAfter = 1;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var correlationId = Correlation.Of(http, context.InvocationId);
        http.Response.Headers[Correlation.Header] = correlationId;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.OnStarting(() => Complete(http.Response));
        using var scope = log.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = correlationId });
        await next(context);
    }

    private static Task Complete(HttpResponse response)
    {
        if (response.StatusCode == StatusCodes.Status202Accepted && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = LookAgainAfter.ToString(CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }
}
