using System.Reflection;
using System.Runtime.CompilerServices;

namespace BackOffice.LocalRuntime.Tests.StandIns;

/// <summary>The line that declares a type: what it is, and what it inherits.</summary>
internal sealed record TypeHeader(string Kind, string Text, IReadOnlyList<string> Bases)
{
    public static TypeHeader Of(Type type)
    {
        var name = TypeText.Name(type);
        if (type.IsEnum)
        {
            return new("enum", $"public enum {name}", [TypeText.Name(Enum.GetUnderlyingType(type))]);
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return new("delegate", $"public delegate {TypeText.Use(invoke.ReturnType)} {name}({MemberText.Parameters(invoke)})", []);
        }

        var kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : IsRecord(type) ? "record class" : "class";
        var access = type.IsNestedFamily ? "protected" : "public";
        return new(kind, $"{access}{Modifiers(type)} {kind} {name}", [.. Inherited(type)]);
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static string Modifiers(Type type) => type switch
    {
        { IsInterface: true } => string.Empty,
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? " readonly" : string.Empty,
        { IsAbstract: true, IsSealed: true } => " static",
        { IsAbstract: true } => " abstract",
        { IsSealed: true } => " sealed",
        _ => string.Empty,
    };

    private static IEnumerable<string> Inherited(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return TypeText.Use(parent);
        }

        foreach (var contract in type.GetInterfaces().Where(contract => contract.IsVisible))
        {
            yield return TypeText.Use(contract);
        }
    }
}
