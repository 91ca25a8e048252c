using System.Collections.ObjectModel;
using System.Reflection;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>Reads attributes as source wrote them.</summary>
internal static class WrittenAttributes
{
    public static WrittenAttribute Read(CustomAttributeData attribute)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (parameter, argument) in attribute.Constructor.GetParameters().Zip(attribute.ConstructorArguments))
        {
            arguments[parameter.Name!] = ValueOf(argument);
        }

        foreach (var named in attribute.NamedArguments)
        {
            arguments[named.MemberName] = ValueOf(named.TypedValue);
        }

        return new WrittenAttribute(attribute.AttributeType, arguments);
    }

    private static object? ValueOf(CustomAttributeTypedArgument argument) => argument switch
    {
        { Value: ReadOnlyCollection<CustomAttributeTypedArgument> items } => ArrayOf(argument.ArgumentType.GetElementType()!, items),
        { Value: { } number, ArgumentType.IsEnum: true } => Enum.ToObject(argument.ArgumentType, number),
        _ => argument.Value,
    };

    private static Array ArrayOf(Type element, ReadOnlyCollection<CustomAttributeTypedArgument> items)
    {
        var array = Array.CreateInstance(element, items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            array.SetValue(ValueOf(items[index]), index);
        }

        return array;
    }
}
