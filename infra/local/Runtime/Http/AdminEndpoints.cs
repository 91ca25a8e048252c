using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BackOffice.LocalRuntime.Http;

/// <summary>The part of the host's admin API that a developer uses by hand (H-12, H-13), behind the master key.</summary>
internal sealed class AdminEndpoints(AccessKeys keys, FunctionCatalog catalog, AdminViews views, ManualRuns runs)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map(HttpPipeline.Pattern("admin/host/ping", ["GET", "POST"]), static _ => Task.CompletedTask);
        MapGuarded(routes, "admin/host/status", "GET", _ => new(Results.Json(views.Status())));
        MapGuarded(routes, "admin/functions", "GET", http => new(Results.Json(catalog.All.Select(function => views.Describe(function, http.Request)))));
        MapGuarded(routes, "admin/functions/{name}", "GET", http => new(Find(http) is { } function ? Results.Json(views.Describe(function, http.Request)) : Results.NotFound()));
        MapGuarded(routes, "admin/functions/{name}", "POST", async http => Find(http) is { } function ? await runs.StartAsync(function, http.Request) : Results.NotFound());
    }

    private void MapGuarded(IEndpointRouteBuilder routes, string template, string method, Func<HttpContext, ValueTask<IResult>> answer)
        => routes.Map(HttpPipeline.Pattern(template, [method]), async http =>
        {
            if (!keys.Of(http.Request).IsAdmin)
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            var result = await answer(http);
            await result.ExecuteAsync(http);
        });

    private FunctionDescriptor? Find(HttpContext http) => catalog.Find((string)http.Request.RouteValues["name"]!);
}
