using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace BackOffice.Http;

/// <summary>
/// Turns every refusal, and every failure nobody expected, into application/problem+json. A failure tells its
/// correlation id and nothing else; the log has the rest under the same id.
/// </summary>
internal sealed partial class ProblemMiddleware(ILogger<ProblemMiddleware> log) : IFunctionsWorkerMiddleware
{
    private const string TypePrefix = "urn:backoffice:problem:";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (RefusedException refusal) when (context.GetHttpContext() is { } http)
        {
            await AnswerAsync(http, refusal);
        }
        catch (BadHttpRequestException unreadable) when (context.GetHttpContext() is { } http)
        {
            await AnswerAsync(http, unreadable.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new RefusedException(unreadable.StatusCode, "body-too-large", "The body is larger than the server takes.")
                : RefusedException.Invalid("The request cannot be read."));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && context.GetHttpContext() is { } http && !http.RequestAborted.IsCancellationRequested)
        {
            var correlationId = Correlation.Of(http, context.InvocationId);
            LogUnexpected(context.FunctionDefinition.Name, correlationId, failure);
            await AnswerAsync(http, new RefusedException(StatusCodes.Status500InternalServerError, "unexpected", "Something failed on our side; nothing you sent is lost. Try again, or tell support the correlation id.")
            {
                More = new Dictionary<string, object?> { ["correlationId"] = correlationId },
            });
        }
    }

    private static Task AnswerAsync(HttpContext http, RefusedException refusal)
    {
        if (refusal.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(
            title: refusal.Code,
            detail: refusal.Message,
            statusCode: refusal.Status,
            type: TypePrefix + refusal.Code,
            instance: http.Request.Path,
            extensions: refusal.More.Append(new("code", refusal.Code))).ExecuteAsync(http);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed; correlation id {CorrelationId}")]
    private partial void LogUnexpected(string function, string correlationId, Exception failure);
}
