using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Http;

/// <summary>Answers the requests of HTTP functions.</summary>
internal sealed class FunctionEndpoint(IFunctionInvoker invoker, AccessKeys keys, RequestLimit limit, ILogger<FunctionEndpoint> logger)
{
    public async Task HandleAsync(HttpContext http, HttpFunction function)
    {
        var access = keys.Of(http.Request);
        if (function.Function.IsDisabled && !access.IsAdmin)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!access.Opens(function))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var place = limit.TryEnter();
        if (place is null)
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        await RunAsync(http, function);
    }

    private async Task RunAsync(HttpContext http, HttpFunction function)
    {
        try
        {
            var result = await invoker.InvokeAsync(function.Function, new HttpTriggerInput(http), http.RequestAborted);
            await HttpResults.WriteAsync(http, result);
        }
        catch (BadHttpRequestException exception)
        {
            Answer(http, exception.StatusCode);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            HostLog.FunctionFailed(logger, function.Function.Name, exception);
            Answer(http, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>A status and nothing else: what went wrong is for the log (H-8).</summary>
    private static void Answer(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }
}
