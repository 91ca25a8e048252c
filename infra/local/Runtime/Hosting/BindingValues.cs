using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Values found beside a trigger's payload, in the type a parameter asks for.</summary>
internal static class BindingValues
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <exception cref="InvalidOperationException">The value has no such type; its text is not repeated, it may be personal.</exception>
    public static object? Convert(object? value, ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (value is null)
        {
            return Absent(parameter);
        }

        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return Parse(value, type);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or JsonException or OverflowException or InvalidCastException)
        {
            throw new InvalidOperationException($"Cannot convert the binding value for parameter '{parameter.Name}' to {type.Name}.", exception);
        }
    }

    /// <summary>What a parameter gets when nothing was found: its default, or null if it may be null.</summary>
    public static object? Absent(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
        {
            return parameter.DefaultValue;
        }

        return IsNullable(parameter)
            ? null
            : throw new InvalidOperationException($"Nothing binds parameter '{parameter.Name}' of {parameter.Member.DeclaringType?.Name}.{parameter.Member.Name}.");
    }

    private static bool IsNullable(ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsValueType)
        {
            return Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        }

        lock (Nullability)
        {
            return Nullability.Create(parameter).WriteState != NullabilityState.NotNull;
        }
    }

    private static object? Parse(object value, Type type)
    {
        if (value is not string text)
        {
            return type == typeof(string)
                ? System.Convert.ToString(value, CultureInfo.InvariantCulture)
                : System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
        }

        if (type.IsEnum)
        {
            return Enum.Parse(type, text, ignoreCase: true);
        }

        var converter = TypeDescriptor.GetConverter(type);
        return converter.CanConvertFrom(typeof(string))
            ? converter.ConvertFromInvariantString(text)
            : JsonSerializer.Deserialize(text, type, JsonSerializerOptions.Web);
    }
}
