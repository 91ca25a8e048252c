using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>local.settings.json, or the sample where a developer has none yet.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";
    private const string SampleName = "local.settings.sample.json";

    /// <summary>The file that holds: the content root's own, the solution's, the functions folder's, then the sample.</summary>
    public static string? Find(string contentRoot, bool readsOwn)
    {
        var solution = SolutionFolder(contentRoot);
        string?[] own = [Path.Combine(contentRoot, FileName), In(solution, FileName), In(solution, "functions", FileName)];
        string?[] samples = [Path.Combine(contentRoot, SampleName), In(solution, SampleName)];
        return (readsOwn ? own.Concat(samples) : samples).FirstOrDefault(File.Exists);
    }

    public static string? SolutionFolder(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "BackOffice.Functions.sln")))
            {
                return current.FullName;
            }
        }

        return null;
    }

    /// <exception cref="StartupException">The file is no JSON, or a value is not plain text.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string file)
    {
        var root = JsonFlattener.Read(file);
        var values = Section(root, "Values") is { } section ? section.EnumerateObject().Select(value => Setting(file, value)) : [];
        var host = Section(root, "Host") is { } hosting ? JsonFlattener.Flatten(hosting, "Host") : [];
        var connections = Section(root, "ConnectionStrings") is { } strings ? JsonFlattener.Flatten(strings, "ConnectionStrings") : [];
        return [.. host, .. connections, .. values];
    }

    /// <summary>A setting's name as configuration spells it.</summary>
    public static string Key(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private static KeyValuePair<string, string?> Setting(string file, JsonProperty value)
        => value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? throw new StartupException($"{file}: the value of \"{value.Name}\" must be text, as settings are in Azure. Use one entry a value, with __ between the parts of a name.")
            : new(Key(value.Name), value.Value.ToString());

    private static JsonElement? Section(JsonElement root, string name)
        => root.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object ? section : null;

    private static string? In(string? folder, params string[] parts) => folder is null ? null : Path.Combine([folder, .. parts]);
}
