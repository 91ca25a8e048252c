using System.Globalization;
using System.Text.Json;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Hosting;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>The HTTP management API of the task hub, /runtime/webhooks/durabletask/... (semantics 1.2).</summary>
internal sealed class ManagementApi(DurableHost host, DurableSettings settings) : IWebhook
{
    public string Extension => "durabletask";

    public async Task HandleAsync(HttpContext context, string rest)
    {
        try
        {
            await RouteAsync(context, rest.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or FormatException)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException)
        {
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, exception.Message);
        }
    }

    private Task RouteAsync(HttpContext context, string[] segments) => (context.Request.Method, segments) switch
    {
        ("POST", ["orchestrators", var name]) => new StartOrchestration(host, settings).HandleAsync(context, name, null),
        ("POST", ["orchestrators", var name, var id]) => new StartOrchestration(host, settings).HandleAsync(context, name, id),
        ("GET", ["instances"]) => InstanceQueries.ListAsync(context, host.Client),
        ("GET", ["instances", var id]) => new InstanceStatus(host).HandleAsync(context, id),
        ("DELETE", ["instances"]) => InstanceQueries.PurgeAsync(context, host.Client, host.Engine.Services.Clock),
        ("DELETE", ["instances", var id]) => PurgeAsync(context, id),
        ("POST", ["instances", var id, var verb, .. var more]) => CommandAsync(context, id, verb, more),
        (_, ["entities", ..]) => NotEmulatedAsync(context, "Entities"),
        _ => AnswerAsync(context, StatusCodes.Status404NotFound, null),
    };

    private Task CommandAsync(HttpContext context, string id, string verb, string[] more)
    {
        var reason = (string?)context.Request.Query["reason"];
        return (verb.ToUpperInvariant(), more) switch
        {
            ("RAISEEVENT", [var name]) => CommandAsync(context, id, () => RaiseAsync(context, id, name)),
            ("TERMINATE", []) => CommandAsync(context, id, () => AcceptAsync(context, () => host.Client.TerminateRawAsync(id, reason))),
            ("SUSPEND", []) => CommandAsync(context, id, () => AcceptAsync(context, () => host.Client.SuspendInstanceAsync(id, reason))),
            ("RESUME", []) => CommandAsync(context, id, () => AcceptAsync(context, () => host.Client.ResumeInstanceAsync(id, reason))),
            ("REWIND" or "RESTART", []) => NotEmulatedAsync(context, verb),
            _ => AnswerAsync(context, StatusCodes.Status404NotFound, null),
        };
    }

    private async Task CommandAsync(HttpContext context, string id, Func<Task> command)
    {
        switch (await host.Engine.GetAsync(id, context.RequestAborted))
        {
            case null:
                await AnswerAsync(context, StatusCodes.Status404NotFound, null);
                break;
            case { IsFinished: true }:
                await AnswerAsync(context, StatusCodes.Status410Gone, null);
                break;
            default:
                await command();
                break;
        }
    }

    private async Task RaiseAsync(HttpContext context, string id, string name)
    {
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new FormatException("Only application/json request content is supported.");
        }

        var payload = await RequestJson.ReadAsync(context.Request);
        await host.Client.RaiseRawEventAsync(id, name, payload, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task PurgeAsync(HttpContext context, string id)
    {
        var purged = (await host.Client.PurgeInstanceAsync(id, null, context.RequestAborted)).PurgedInstanceCount;
        if (purged == 0)
        {
            await AnswerAsync(context, StatusCodes.Status404NotFound, null);
            return;
        }

        await context.Response.WriteAsJsonAsync(new { instancesDeleted = purged }, context.RequestAborted);
    }

    private static async Task AcceptAsync(HttpContext context, Func<Task> command)
    {
        await command();
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static Task NotEmulatedAsync(HttpContext context, string what)
        => AnswerAsync(context, StatusCodes.Status501NotImplemented, string.Create(CultureInfo.InvariantCulture, $"{what}: not emulated by the local runtime."));

    private static async Task AnswerAsync(HttpContext context, int status, string? message)
    {
        context.Response.StatusCode = status;
        if (message is not null)
        {
            await context.Response.WriteAsJsonAsync(new { Message = message }, context.RequestAborted);
        }
    }
}
