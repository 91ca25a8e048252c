using System.Reflection;
using System.Text.Json;

namespace BackOffice.Primitives;

/// <summary>The files that come with the app: rules, codes, labels, templates.</summary>
internal static class ShippedFiles
{
    private static readonly Assembly App = typeof(ShippedFiles).Assembly;

    /// <summary>The files of a folder, in the order of their names, which are those within the folder.</summary>
    public static IReadOnlyList<(string Name, string Text)> Under(string folder)
        => [.. App.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name => (name[folder.Length..], Read(name)))];

    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    public static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>A table, read by <see cref="StrictJson"/>.</summary>
    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    /// <exception cref="JsonException">It is not as the type says.</exception>
    public static T Read<T>(string name)
        where T : class
    {
        using var file = Open(name);
        return JsonSerializer.Deserialize<T>(file, StrictJson.Options)!;
    }

    public static Stream Open(string name) => App.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is not in the app.");
}
