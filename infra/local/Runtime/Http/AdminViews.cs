using System.Diagnostics;
using System.Text.Json.Serialization;
using BackOffice.LocalRuntime.Hosting;
using Microsoft.AspNetCore.Http;

namespace BackOffice.LocalRuntime.Http;

/// <summary>What the admin API says of the host and its functions.</summary>
internal sealed class AdminViews(HostIdentity identity, HttpFunctions http)
{
    private readonly long started = Stopwatch.GetTimestamp();

    public HostStatus Status() => new(identity.HostId, "Running", "4.0.0", "4.0.0 local runtime", (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);

    public FunctionView Describe(FunctionDescriptor function, HttpRequest request)
    {
        var root = $"{request.Scheme}://{request.Host}";
        var route = http.All.FirstOrDefault(candidate => candidate.Function == function);
        return new FunctionView(
            function.Name,
            $"{root}/admin/functions/{function.Name}",
            route is null ? null : $"{root}/{route.Template}",
            "dotnet-isolated",
            function.IsDisabled,
            new FunctionConfig([new BindingView(TypeOf(function), function.TriggerParameter.Name!, "in")]));
    }

    /// <summary>The binding type as function.json spells it: HttpTriggerAttribute is "httpTrigger".</summary>
    public static string TypeOf(FunctionDescriptor function)
    {
        var name = function.Trigger.Type.Name;
        name = name.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? name[..^nameof(Attribute).Length] : name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

/// <summary>GET /admin/host/status.</summary>
/// <param name="Id">The host id.</param>
/// <param name="State">Always Running: HTTP opens last.</param>
/// <param name="Version">The major version of the Functions host that is matched.</param>
/// <param name="VersionDetails">What answers in its place.</param>
/// <param name="ProcessUptime">In milliseconds.</param>
internal sealed record HostStatus(string Id, string State, string Version, string VersionDetails, long ProcessUptime);

/// <summary>One function in GET /admin/functions.</summary>
internal sealed record FunctionView(
    string Name,
    string Href,
    [property: JsonPropertyName("invoke_url_template")] string? InvokeUrlTemplate,
    string Language,
    bool IsDisabled,
    FunctionConfig Config);

/// <summary>The bindings of a function, as in function.json.</summary>
internal sealed record FunctionConfig(IReadOnlyList<BindingView> Bindings);

/// <summary>One binding.</summary>
internal sealed record BindingView(string Type, string Name, string Direction);
