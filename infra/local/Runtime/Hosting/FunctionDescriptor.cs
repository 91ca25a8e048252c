using System.Reflection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>One function of the app as its source declares it.</summary>
internal sealed record FunctionDescriptor(string Name, MethodInfo Method, ParameterInfo TriggerParameter, WrittenAttribute Trigger)
{
    /// <summary>Attributes on the method beside [Function], a retry policy for instance.</summary>
    public IReadOnlyList<WrittenAttribute> MethodAttributes { get; init; } = [];

    /// <summary>Switched off by the setting AzureWebJobs.{Name}.Disabled (H-7).</summary>
    public bool IsDisabled { get; init; }

    public Type DeclaringType => Method.DeclaringType!;

    /// <summary>The id the storage extensions use in receipts and poison messages (B-5).</summary>
    public string HostFunctionId => $"Host.Functions.{Name}";

    public bool IsTriggeredBy<TAttribute>() => Trigger.Type == typeof(TAttribute);
}

/// <summary>All functions of the app, found once at start.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions)
{
    public IReadOnlyList<FunctionDescriptor> All { get; } = functions;

    /// <summary>The functions of a trigger kind that are not switched off.</summary>
    public IReadOnlyList<FunctionDescriptor> TriggeredBy<TAttribute>() => [.. All.Where(function => function.IsTriggeredBy<TAttribute>() && !function.IsDisabled)];

    public FunctionDescriptor? Find(string name)
        => All.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));
}
