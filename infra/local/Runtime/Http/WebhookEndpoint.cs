using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BackOffice.LocalRuntime.Http;

/// <summary>Hands /runtime/webhooks/{extension} to its extension, behind the system key of that name (H-14).</summary>
internal sealed class WebhookEndpoint(IEnumerable<IWebhook> webhooks, AccessKeys keys)
{
    private static readonly string[] Verbs = ["GET", "PUT", "POST", "DELETE", "OPTIONS"];

    private readonly Dictionary<string, IWebhook> extensions = webhooks.ToDictionary(webhook => webhook.Extension, StringComparer.OrdinalIgnoreCase);

    public void Map(IEndpointRouteBuilder routes)
        => routes.Map(HttpPipeline.Pattern("runtime/webhooks/{extension}/{**rest}", Verbs), HandleAsync);

    private Task HandleAsync(HttpContext http)
    {
        if (!extensions.TryGetValue((string)http.Request.RouteValues["extension"]!, out var webhook))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!keys.Of(http.Request).OpensWebhook(webhook.Extension))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return webhook.HandleAsync(http, http.Request.RouteValues["rest"] as string ?? string.Empty);
    }
}
