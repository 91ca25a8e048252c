using System.Text.Json;
using BackOffice.LocalRuntime.Durable.Engine;
using BackOffice.LocalRuntime.Durable.Hosting;
using BackOffice.LocalRuntime.Durable.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>GET /instances/{id} (M-1 to M-4).</summary>
internal sealed class InstanceStatus(DurableHost host)
{
    public async Task HandleAsync(HttpContext context, string id)
    {
        var record = await host.Engine.GetAsync(id, context.RequestAborted);
        if (record is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (record.IsFinished)
        {
            var isError = record.Status == OrchestrationRuntimeStatus.Failed && Flag(context, "returnInternalServerErrorOnFailure");
            context.Response.StatusCode = isError ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        }
        else
        {
            var request = context.Request;
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}{request.QueryString}";
            context.Response.Headers.RetryAfter = "5";
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        var history = Flag(context, "showHistory") ? await HistoryAsync(record, context.RequestAborted) : null;
        StatusJson.Write(writer, record, new StatusShape(Flag(context, "showInput", absent: true), history, Flag(context, "showHistoryOutput")));
    }

    private async Task<IReadOnlyList<History.HistoryEvent>> HistoryAsync(InstanceRecord record, CancellationToken cancellationToken)
        => await LogReader.ReadAsync(host.Engine.Services.Store, host.Engine.ShardOf(record.Id).Number, record, cancellationToken);

    private static bool Flag(HttpContext context, string name, bool absent = false)
        => context.Request.Query.TryGetValue(name, out var value) ? bool.TryParse(value, out var flag) && flag : absent;
}
