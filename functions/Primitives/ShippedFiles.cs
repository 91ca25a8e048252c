using System.Reflection;
using System.Text.Json;

namespace BackOffice.Primitives;

/// <summary>The files that come with the app: rules, codes, labels, templates.</summary>
internal static class ShippedFiles
{
    private static readonly Assembly App = typeof(ShippedFiles).Assembly;

    /// <summary>The files of a folder, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static IReadOnlyList<(string Name, string Text)> Under(string folder)
    {
        var names = App.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? throw new InvalidDataException($"{folder} is not in the app.") : names.ConvertAll(name => (name, Read(name)));
    }

    /// <exception cref="InvalidDataException">There is none of this name.</exception>
    public static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>A table, read by <see cref="StrictJson"/>.</summary>
    /// <exception cref="InvalidDataException">There is none of this name, or it is not as the type says.</exception>
    public static T Read<T>(string name)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Read(name), StrictJson.Options) ?? throw new InvalidDataException($"{name} is empty.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{name}: {wrong.Message}", wrong);
        }
    }

    public static Stream Open(string name) => App.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is not in the app.");
}
