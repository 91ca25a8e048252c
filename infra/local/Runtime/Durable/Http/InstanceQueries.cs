using System.Globalization;
using System.Text.Json;
using BackOffice.LocalRuntime.Durable.Client;
using BackOffice.LocalRuntime.Durable.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Http;

/// <summary>GET and DELETE /instances/ with filters.</summary>
internal static class InstanceQueries
{
    private const string TokenHeader = "x-ms-continuation-token";

    public static async Task ListAsync(HttpContext context, EngineClient client)
    {
        var query = context.Request.Query;
        var filter = new OrchestrationQuery(Time(query, "createdTimeFrom"), Time(query, "createdTimeTo"), Statuses(query))
        {
            InstanceIdPrefix = query["instanceIdPrefix"],
            PageSize = int.TryParse(query["top"], CultureInfo.InvariantCulture, out var top) && top > 0 ? top : OrchestrationQuery.DefaultPageSize,
            FetchInputsAndOutputs = true,
        };
        var (found, next) = await client.Listing.PageAsync(filter, context.Request.Headers[TokenHeader], context.RequestAborted);
        if (next is not null)
        {
            context.Response.Headers[TokenHeader] = Uri.EscapeDataString(next);
        }

        var withInput = bool.TryParse(query["showInput"], out var show) && show;
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartArray();
        foreach (var record in found)
        {
            StatusJson.Write(writer, record, new StatusShape(withInput, null, HistoryOutput: false));
        }

        writer.WriteEndArray();
    }

    public static async Task PurgeAsync(HttpContext context, EngineClient client, TimeProvider clock)
    {
        var query = context.Request.Query;
        var from = Time(query, "createdTimeFrom") ?? throw new FormatException("Please provide value for 'createdTimeFrom' parameter.");
        var filter = new PurgeInstancesFilter(from, Time(query, "createdTimeTo") ?? clock.GetUtcNow(), Statuses(query));
        var purged = (await client.PurgeAllInstancesAsync(filter, null, context.RequestAborted)).PurgedInstanceCount;
        if (purged == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await context.Response.WriteAsJsonAsync(new { instancesDeleted = purged }, context.RequestAborted);
    }

    private static DateTimeOffset? Time(IQueryCollection query, string name)
        => query.TryGetValue(name, out var text) && !string.IsNullOrEmpty(text)
            ? DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    private static List<OrchestrationRuntimeStatus>? Statuses(IQueryCollection query)
        => query.TryGetValue("runtimeStatus", out var values)
            ? [.. values.SelectMany(value => value!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(InstanceIds.ParseStatus)]
            : null;
}
