using System.Reflection;
using System.Text.RegularExpressions;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Http.OpenApi;

/// <summary>An HTTP function as its source declares it; the document and the table of roles are made of these.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Verb">In lower case; HEAD goes without saying where there is GET.</param>
/// <param name="Route">Below the prefix, with the constraints of its parameters.</param>
/// <param name="NeedsKey">Whether the host asks for a function key.</param>
/// <param name="Method">What runs.</param>
internal sealed partial record Endpoint(string Name, string Verb, string Route, bool NeedsKey, MethodInfo Method)
{
    /// <summary>The prefix of host.json.</summary>
    public const string Prefix = "/api/";

    /// <summary>All HTTP functions of the app, in the order of their paths.</summary>
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        .. typeof(Endpoint).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(Of)
            .OrderBy(endpoint => endpoint.Path, StringComparer.Ordinal)
            .ThenBy(endpoint => endpoint.Verb, StringComparer.Ordinal),
    ];

    public string Path => Prefix + Parameter().Replace(Route, "{${name}}");

    /// <summary>The feature: the folder it lies in.</summary>
    public string Feature => Method.DeclaringType!.Namespace!.Split('.')[1];

    /// <summary>Who may call it, in the tenant of the route; empty when it asks for no sign-in.</summary>
    public IReadOnlyList<Role> Roles => Method.GetCustomAttribute<AllowAttribute>()?.Roles ?? [];

    /// <summary>Why it asks for no sign-in; null when it does.</summary>
    public string? OpenBecause => Method.GetCustomAttribute<AllowAnybodyAttribute>()?.Why;

    public TakesAttribute? Takes => Method.GetCustomAttribute<TakesAttribute>();

    public Type? Body => Takes?.Body;

    /// <summary>A command: what it does is done once for each Idempotency-Key.</summary>
    public bool IsCommand => Takes is { IsCommand: true } && Verb == "post" && OpenBecause is null;

    public bool IsPaged => Method.IsDefined(typeof(PagedAttribute));

    public bool IsTagged => Method.IsDefined(typeof(TaggedAttribute));

    public IReadOnlyList<QueryAttribute> Queries => [.. Method.GetCustomAttributes<QueryAttribute>()];

    public IReadOnlyList<GivesAttribute> Gives => [.. Method.GetCustomAttributes<GivesAttribute>().OrderBy(answer => answer.Status)];

    public IReadOnlyList<RefusesAttribute> Refuses => [.. Method.GetCustomAttributes<RefusesAttribute>()];

    /// <summary>Names of the parameters in the route, with the constraint of each, empty when it has none.</summary>
    public IReadOnlyList<(string Name, string Constraint)> RouteParameters
        => [.. Parameter().Matches(Route).Select(match => (match.Groups["name"].Value, match.Groups["constraint"].Value))];

    private static IEnumerable<Endpoint> Of(MethodInfo method)
    {
        var trigger = method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()).FirstOrDefault(attribute => attribute.AttributeType == typeof(HttpTriggerAttribute));
        if (trigger is null || method.GetCustomAttribute<FunctionAttribute>() is not { } function)
        {
            return [];
        }

        // As written in the source, for what is left out there means something else to the host than to reflection.
        var level = trigger.ConstructorArguments.FirstOrDefault(argument => argument.ArgumentType == typeof(AuthorizationLevel)).Value;
        var verbs = trigger.ConstructorArguments.Select(argument => argument.Value).OfType<IEnumerable<CustomAttributeTypedArgument>>().SelectMany(values => values).Select(value => ((string)value.Value!).ToLowerInvariant());
        var route = trigger.NamedArguments.FirstOrDefault(argument => argument.MemberName == nameof(HttpTriggerAttribute.Route)).TypedValue.Value as string;
        return verbs.Where(verb => verb != "head").Select(verb => new Endpoint(function.Name, verb, route ?? function.Name, level is not (int)AuthorizationLevel.Anonymous, method));
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)(:(?<constraint>[^}?]+))?\??\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();
}
