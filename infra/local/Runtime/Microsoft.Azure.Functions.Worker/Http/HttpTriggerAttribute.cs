using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function that answers HTTP requests.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute()
    {
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Anonymous when it was not written, which is not what Azure takes: it reads the source (W-3).</summary>
    public AuthorizationLevel AuthLevel { get; }

    public string[]? Methods { get; }

    public string? Route { get; set; }
}

/// <summary>The key an HTTP function asks for. Not a hierarchy: only the master key opens more than its own level (H-6).</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
