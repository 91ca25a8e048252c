using System.Globalization;
using BackOffice.LocalRuntime.Durable.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>POST /orchestrators/{name}/{id?}.</summary>
internal sealed class StartOrchestration(DurableHost host, DurableSettings settings)
{
    public async Task HandleAsync(HttpContext context, string name, string? id)
    {
        var known = host.Engine.Services.Functions.Orchestrators;
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(new UnknownFunctionException("orchestrator", name, known).Message, nameof(name));
        }

        var input = await RequestJson.ReadAsync(context.Request);
        var started = await host.Client.ScheduleRawAsync(name, input, new StartOrchestrationOptions(id), context.RequestAborted);
        if (context.Request.Query.ContainsKey("timeout") && await IsOverInTimeAsync(context, started))
        {
            var end = await host.Engine.GetAsync(started, context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(end?.Output ?? "null", context.RequestAborted);
            return;
        }

        var links = ManagementLinks.For(context.Request, started, settings);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = links.StatusQueryGetUri;
        context.Response.Headers.RetryAfter = "10";
        await context.Response.WriteAsJsonAsync(links, context.RequestAborted);
    }

    private async Task<bool> IsOverInTimeAsync(HttpContext context, string id)
    {
        var seconds = double.Parse(context.Request.Query["timeout"]!, CultureInfo.InvariantCulture);
        var clock = host.Engine.Services.Clock;
        var ending = host.Client.WaitForInstanceCompletionAsync(id, false, context.RequestAborted);
        return await Task.WhenAny(ending, Task.Delay(TimeSpan.FromSeconds(seconds), clock, context.RequestAborted)) == ending;
    }
}
