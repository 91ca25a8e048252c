using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Tests.Durable;

/// <summary>The app of the management API's tests.</summary>
public static class ManagedFunctions
{
    [Function("Waits")]
    public static Task<string?> Waits([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("go");

    [Function("Fails")]
    public static Task Fails([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException(context.InstanceId);

    [Function("Echo")]
    public static async Task<JsonElement> Echo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("echoing");
        return await context.CallActivityAsync<JsonElement>("Same", context.GetInput<JsonElement>());
    }

    [Function("Typed")]
    public static async Task<Note> Typed([OrchestrationTrigger] TaskOrchestrationContext context, Note input)
        => await context.CallActivityAsync<Note>("Twice", input);

    [Function("Same")]
    public static JsonElement Same([ActivityTrigger] JsonElement input) => input;

    [Function("Twice")]
    public static Note Twice([ActivityTrigger] Note note, string instanceId)
        => instanceId.Length > 0 ? new Note(note.Text + " twice") : throw new InvalidOperationException();

    [Function("Begin")]
    public static Task<string> Begin(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "begin")] HttpRequest request, [DurableClient] DurableTaskClient client)
        => client.ScheduleNewOrchestrationInstanceAsync("Typed", new Note("typed"), request.HttpContext.RequestAborted);
}

/// <summary>An input with a type.</summary>
public sealed record Note(string Text);

/// <summary>Middleware that awaits something of its own around every orchestrator.</summary>
public sealed class SlowMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Name == "Echo")
        {
            await Task.Delay(1);
        }

        await next(context);
    }
}
