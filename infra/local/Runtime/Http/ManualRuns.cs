using System.Text.Json;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackOffice.LocalRuntime.Http;

/// <summary>Runs functions by hand: accepted at once, run in the background, cancelled when the app stops (H-13). An input the trigger cannot take is refused.</summary>
internal sealed class ManualRuns(IFunctionInvoker invoker, IEnumerable<IManualTrigger> triggers, IHostApplicationLifetime lifetime, ILogger<ManualRuns> logger)
{
    public async ValueTask<IResult> StartAsync(FunctionDescriptor function, HttpRequest request)
    {
        if (triggers.FirstOrDefault(trigger => trigger.Serves(function)) is not { } trigger)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (await InputAsync(request) is not { } input)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        try
        {
            var payload = trigger.CreateInput(function, input);
            _ = Task.Run(() => RunAsync(function, payload), CancellationToken.None);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (ArgumentException wrong)
        {
            return Results.Text(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private async Task RunAsync(FunctionDescriptor function, TriggerInput input)
    {
        try
        {
            await invoker.InvokeAsync(function, input, lifetime.ApplicationStopping);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            HostLog.FunctionFailed(logger, function.Name, exception);
        }
        finally
        {
            if (input is IAsyncDisposable open)
            {
                await open.DisposeAsync();
            }
        }
    }

    /// <returns>The text of "input", empty without one; null when the body is no JSON object.</returns>
    private static async Task<string?> InputAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        if (string.IsNullOrWhiteSpace(body))
        {
            return string.Empty;
        }

        try
        {
            return JsonSerializer.Deserialize<ManualRun>(body, JsonSerializerOptions.Web) is { } run ? run.Input ?? string.Empty : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record ManualRun(string? Input);
}
