using System.Reflection;

namespace BackOffice.LocalRuntime.Tests.StandIns;

/// <summary>
/// Writes a type as the listings do. After what may be null without being another type stands a mark, where a listing
/// may or may not have a '?': older packages are silent about null.
/// </summary>
internal static class TypeText
{
    public const char MayBeNull = '¿';

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(short)] = "short",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
    };

    /// <summary>As it stands in a signature.</summary>
    public static string Use(Type type)
    {
        if (type.IsByRef)
        {
            return Use(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Use(underlying)}?";
        }

        if (type.IsArray)
        {
            return $"{Use(type.GetElementType()!)}[]{MayBeNull}";
        }

        return type.IsValueType && !type.IsGenericParameter ? Name(type) : $"{Name(type)}{MayBeNull}";
    }

    /// <summary>Namespace, containing types, name and type arguments.</summary>
    public static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var arguments = type.GetGenericArguments();
        var own = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var scope = type.DeclaringType is { } outer ? Name(outer) : type.Namespace;
        var simple = type.Name.Split('`')[0];
        return arguments.Length > own
            ? $"{scope}.{simple}<{string.Join(", ", arguments[own..].Select(Use))}>"
            : $"{scope}.{simple}";
    }

    /// <summary>" where T : class, X", in the order of the listings, which do not tell of new().</summary>
    public static string Constraints(Type[] parameters)
        => string.Concat(parameters.Select(Constraint));

    private static string Constraint(Type parameter)
    {
        List<string> parts = [];
        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        if (parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            parts.Add("struct");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(Name));
        return parts.Count == 0 ? string.Empty : $" where {parameter.Name} : {string.Join(", ", parts)}";
    }
}
