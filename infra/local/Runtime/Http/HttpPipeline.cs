using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.LocalRuntime.Http;

/// <summary>What a request meets, in order: intake, sign-in, routing, then a function, a webhook or the admin API.</summary>
internal static class HttpPipeline
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<HttpFunctions>();
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<DevUsers>();
        services.AddSingleton<RequestLimit>();
        services.AddSingleton<FunctionEndpoint>();
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton<AdminViews>();
        services.AddSingleton<ManualRuns>();
        services.AddSingleton<AdminEndpoints>();
    }

    public static void Map(WebApplication app, HttpFunctions functions)
    {
        var intake = app.Services.GetRequiredService<Intake>();
        var users = app.Services.GetRequiredService<DevUsers>();
        app.Use((http, next) => Admit(http, intake, users) is { } refusal ? Refuse(http, refusal) : next(http));
        app.UseRouting();
        var endpoint = app.Services.GetRequiredService<FunctionEndpoint>();
        foreach (var function in functions.All)
        {
            app.Map(Pattern(function.Template, function.Methods), http => endpoint.HandleAsync(http, function));
        }

        app.Services.GetRequiredService<WebhookEndpoint>().Map(app);
        app.Services.GetRequiredService<AdminEndpoints>().Map(app);
    }

    /// <summary>The verb is a constraint of the route, so another verb is not found rather than not allowed (H-3).</summary>
    public static RoutePattern Pattern(string template, IReadOnlyList<string> methods)
        => methods.Count == 0
            ? RoutePatternFactory.Parse(template)
            : RoutePatternFactory.Parse(template, defaults: null, parameterPolicies: new { httpMethod = new HttpMethodRouteConstraint([.. methods]) });

    private static int? Admit(HttpContext http, Intake intake, DevUsers users)
    {
        if (intake.IsClosed)
        {
            return StatusCodes.Status503ServiceUnavailable;
        }

        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (http.Request.ContentLength > limit)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        return users.SignIn(http.Request) ? null : StatusCodes.Status401Unauthorized;
    }

    private static Task Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
