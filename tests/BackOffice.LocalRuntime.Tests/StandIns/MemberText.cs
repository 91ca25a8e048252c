using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace BackOffice.LocalRuntime.Tests.StandIns;

/// <summary>Writes the visible members of a type as the listings do: kind, then the signature without attributes.</summary>
internal static class MemberText
{
    // Nobody can call the public constructor of an abstract class but those who could call a protected one.
    public const string OnlyForHeirs = "protected";

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> FromObject = [nameof(ToString), nameof(Equals), nameof(GetHashCode)];

    public static IEnumerable<(string Kind, string Text)> Of(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => ("member", $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"));
        }

        return typeof(Delegate).IsAssignableFrom(type)
            ? []
            :
            [
                .. type.GetConstructors(Declared).Where(IsVisible).Select(constructor => ("ctor", Constructor(constructor))),
                .. type.GetMethods(Declared).Where(IsOrdinary).Select(method => ("method", Method(method))),
                .. type.GetProperties(Declared).Where(property => Accessors(property).Any()).Select(property => ("property", Property(property))),
                .. type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod!)).Select(@event => ("event", $"{Access(@event.AddMethod!)} event {TypeText.Use(@event.EventHandlerType!)} {@event.Name}")),
                .. type.GetFields(Declared).Where(IsVisible).Select(field => ("field", Field(field))),
            ];
    }

    public static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select(parameter => $"{(isExtension && parameter.Position == 0 ? "this " : string.Empty)}{Parameter(parameter)}"));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    // An override of what every object has changes no caller's source; '<' begins what the compiler alone can name.
    private static bool IsOrdinary(MethodInfo method)
        => IsVisible(method)
            && !method.Name.StartsWith('<')
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && !(FromObject.Contains(method.Name) && method.GetBaseDefinition().DeclaringType == typeof(object));

    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property)
        => property.GetAccessors(nonPublic: true).Where(IsVisible);

    private static string Constructor(ConstructorInfo constructor)
        => $"{(constructor.DeclaringType!.IsAbstract ? OnlyForHeirs : Access(constructor))} {constructor.DeclaringType.Name.Split('`')[0]}({Parameters(constructor)})";

    private static string Method(MethodInfo method)
    {
        var generic = method.GetGenericArguments();
        var arguments = generic.Length == 0 ? string.Empty : $"<{string.Join(", ", generic.Select(argument => argument.Name))}>";
        return $"{Access(method)}{Modifiers(method)} {TypeText.Use(method.ReturnType)} {method.Name}{arguments}({Parameters(method)}){TypeText.Constraints(generic)}";
    }

    private static string Property(PropertyInfo property)
    {
        var widest = Accessors(property).OrderBy(Rank).First();
        var name = property.GetIndexParameters().Length == 0 ? property.Name : $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]";
        var accessors = new[] { property.GetMethod, property.SetMethod }
            .Where(accessor => accessor is not null && IsVisible(accessor))
            .Select(accessor => $"{(Access(accessor!) == Access(widest) ? string.Empty : $"{Access(accessor!)} ")}{(accessor == property.GetMethod ? "get" : IsInit(accessor!) ? "init" : "set")};");
        return $"{Access(widest)}{Modifiers(widest)} {TypeText.Use(property.PropertyType)} {name} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Field(FieldInfo field)
    {
        var modifiers = field.IsLiteral ? " const" : $"{(field.IsStatic ? " static" : string.Empty)}{(field.IsInitOnly ? " readonly" : string.Empty)}";
        var value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue(), field.FieldType)}" : string.Empty;
        return $"{(field.IsPublic ? "public" : "protected")}{modifiers} {TypeText.Use(field.FieldType)} {field.Name}{value}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            _ => string.Empty,
        };
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : string.Empty;
        return $"{passing}{TypeText.Use(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Literal(object? value, Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        return value switch
        {
            null => type.IsGenericParameter || (type.IsValueType && underlying is null) ? "default" : "null",
            bool flag => flag ? "true" : "false",
            string text => $"\"{text}\"",
            _ when (underlying ?? type) is { IsEnum: true } member => $"{TypeText.Name(member)}.{Enum.ToObject(member, value)}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public" : method.IsFamily ? "protected" : "protected internal";

    private static int Rank(MethodBase method) => method.IsPublic ? 0 : method.IsFamilyOrAssembly ? 1 : 2;

    private static bool IsInit(MethodInfo setter)
        => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return " static";
        }

        if (method.DeclaringType!.IsInterface || !method.IsVirtual)
        {
            return string.Empty;
        }

        return (method.GetBaseDefinition() != method, method.IsAbstract, method.IsFinal) switch
        {
            (true, true, _) => " abstract override",
            (true, false, true) => " sealed override",
            (true, false, false) => " override",
            (false, true, _) => " abstract",
            (false, false, false) => " virtual",
            _ => string.Empty,
        };
    }
}
