using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Finds the functions of an app in its attributes and refuses what Azure would refuse, or would silently understand differently.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="StartupException">A function is wrong; the message names the method.</exception>
    public static FunctionCatalog Discover(IEnumerable<Type> types, IConfiguration? settings = null)
    {
        var functions = types
            .SelectMany(type => type.GetMethods(Declared))
            .Select(Describe)
            .OfType<FunctionDescriptor>()
            .Select(function => function with { IsDisabled = IsYes(settings?[$"AzureWebJobs.{function.Name}.Disabled"]) })
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        RefuseSharedNames(functions);
        return new FunctionCatalog(functions);
    }

    private static FunctionDescriptor? Describe(MethodInfo method)
    {
        var attributes = method.GetCustomAttributesData();
        if (attributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(FunctionAttribute)) is not { } marker)
        {
            return null;
        }

        RefuseHidden(method);
        var (parameter, trigger) = SingleTrigger(method);
        var others = attributes.Where(attribute => !ReferenceEquals(attribute, marker)).Select(WrittenAttributes.Read).ToList();
        RefuseRetry(method, trigger, others);
        return new FunctionDescriptor((string)marker.ConstructorArguments[0].Value!, method, parameter, trigger) { MethodAttributes = others };
    }

    private static (ParameterInfo Parameter, WrittenAttribute Trigger) SingleTrigger(MethodInfo method)
    {
        var triggers = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributesData().Where(IsTrigger).Select(attribute => (parameter, attribute)))
            .ToList();
        return triggers is [var (parameter, attribute)]
            ? (parameter, WrittenAttributes.Read(attribute))
            : throw new StartupException($"{Place(method)} has {triggers.Count} triggers: a function has exactly one parameter with a trigger attribute.");
    }

    private static void RefuseHidden(MethodInfo method)
    {
        if (!method.DeclaringType!.IsVisible || !method.IsPublic)
        {
            throw new StartupException($"{Place(method)} is not public: Azure finds public methods of public classes only. Make both public.");
        }
    }

    private static void RefuseRetry(MethodInfo method, WrittenAttribute trigger, IReadOnlyList<WrittenAttribute> others)
    {
        if (others.Any(other => other.Type.IsSubclassOf(typeof(RetryAttribute))) && trigger.Type.Name != "TimerTriggerAttribute")
        {
            throw new StartupException($"{Place(method)} has a retry attribute: only timer functions are retried by the host. Retry a step in its orchestrator.");
        }
    }

    private static void RefuseSharedNames(IReadOnlyList<FunctionDescriptor> functions)
    {
        if (functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any()) is { } shared)
        {
            var places = string.Join(" and ", shared.Select(function => Place(function.Method)));
            throw new StartupException($"The function name '{shared.Key}' is used by {places}: names are unique without regard to case. Rename one.");
        }
    }

    private static bool IsYes(string? setting) => setting == "1" || string.Equals(setting, "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrigger(CustomAttributeData attribute) => attribute.AttributeType.IsSubclassOf(typeof(TriggerBindingAttribute));

    private static string Place(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
