using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BackOffice.Http.OpenApi;

/// <summary>The documentation comments of the app, from the file the compiler writes beside the assembly.</summary>
internal sealed partial class DocComments
{
    private readonly FrozenDictionary<string, XElement> members;

    private DocComments(XDocument file)
        => members = file.Descendants("member").ToFrozenDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <exception cref="FileNotFoundException">The app was deployed without its .xml file.</exception>
    public static DocComments Load()
        => new(XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{typeof(DocComments).Assembly.GetName().Name}.xml")));

    /// <summary>The summary of a function; empty when it has none.</summary>
    public string Of(MethodInfo method)
    {
        var name = $"M:{NameOf(method.DeclaringType!)}.{method.Name}";
        return members.TryGetValue($"{name}({string.Join(',', method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)))})", out var member)
            || members.TryGetValue(name, out member) ? Text(member.Element("summary")) : "";
    }

    public string Of(Type type) => Text(members.GetValueOrDefault($"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>What is said of a property or field: on itself, or as the parameter of its record.</summary>
    public string Of(MemberInfo member)
    {
        var type = NameOf(member.DeclaringType!);
        var own = members.GetValueOrDefault($"{(member is FieldInfo ? 'F' : 'P')}:{type}.{member.Name}")?.Element("summary");
        return Text(own ?? members.GetValueOrDefault($"T:{type}")?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")?.Value == member.Name));
    }

    private static string NameOf(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.FullName!.Replace('+', '.');
    }

    private static string Text(XElement? element)
        => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => LastPart(reference.Attribute("cref")?.Value ?? reference.Attribute("name")?.Value ?? reference.Attribute("langword")?.Value ?? ""),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string LastPart(string reference) => reference[(reference.LastIndexOfAny(['.', ':']) + 1)..];

    [GeneratedRegex(@"\s+", RegexOptions.None, 1_000)]
    private static partial Regex Spaces();
}
