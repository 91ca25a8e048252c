using BackOffice.LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Http;

/// <summary>An HTTP function as its source declares it, with the host's defaults where nothing is written.</summary>
/// <param name="Function">The function.</param>
/// <param name="Template">The whole route, prefix included, without a leading slash.</param>
/// <param name="Methods">The verbs it answers; empty for all (H-3).</param>
/// <param name="Level">The key it asks for.</param>
internal sealed record HttpFunction(FunctionDescriptor Function, string Template, IReadOnlyList<string> Methods, AuthorizationLevel Level)
{
    public bool IsLevelWritten => Function.Trigger.Arguments.ContainsKey(HttpFunctions.LevelArgument);
}

/// <summary>All HTTP functions and their routes.</summary>
internal sealed class HttpFunctions(FunctionCatalog catalog, IConfiguration configuration)
{
    public const string LevelArgument = "authLevel";

    private static readonly string[] Reserved = ["admin", "runtime"];

    private readonly string prefix = (configuration[$"{HostJson.Section}:extensions:http:routePrefix"] ?? "api").Trim('/');

    /// <exception cref="StartupException">A route is wrong, or two functions would answer the same request.</exception>
    public IReadOnlyList<HttpFunction> All => field ??= RefuseShared([.. catalog.All.Where(function => function.IsTriggeredBy<HttpTriggerAttribute>()).Select(Describe)]);

    private static IReadOnlyList<HttpFunction> RefuseShared(IReadOnlyList<HttpFunction> functions)
    {
        foreach (var route in functions.GroupBy(function => function.Template, StringComparer.OrdinalIgnoreCase))
        {
            var shared = route.SelectMany(first => route.Where(second => first != second && Overlap(first, second))).Select(function => function.Function.Name).Distinct().Order(StringComparer.Ordinal).ToList();
            if (shared.Count > 0)
            {
                throw new StartupException($"{string.Join(" and ", shared)} answer the same verb of '{route.Key}'. Change a route or a verb.");
            }
        }

        return functions;
    }

    private static bool Overlap(HttpFunction first, HttpFunction second)
        => first.Methods.Count == 0 || second.Methods.Count == 0 || first.Methods.Intersect(second.Methods, StringComparer.OrdinalIgnoreCase).Any();

    private HttpFunction Describe(FunctionDescriptor function)
    {
        var route = function.Trigger.Get<string>(nameof(HttpTriggerAttribute.Route));
        var template = Template(function, route);
        return new HttpFunction(
            function,
            template,
            function.Trigger.Get<string[]>(nameof(HttpTriggerAttribute.Methods)) ?? [],
            function.Trigger.Get(LevelArgument, AuthorizationLevel.Function));
    }

    private string Template(FunctionDescriptor function, string? route)
    {
        if (route?.Trim('/').Length == 0)
        {
            throw new StartupException($"{function.Name}: Route = \"\" means another route to the host than to the worker. Leave Route out, or write one.");
        }

        var template = $"{prefix}/{(route ?? function.Name).Trim('/')}".TrimStart('/');
        return Reserved.Contains(template.Split('/')[0], StringComparer.OrdinalIgnoreCase)
            ? throw new StartupException($"{function.Name}: the route '{template}' begins with a segment that the Functions host keeps for itself (admin, runtime). Choose another.")
            : template;
    }
}
