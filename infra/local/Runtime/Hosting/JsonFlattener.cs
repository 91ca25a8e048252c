using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace BackOffice.LocalRuntime.Hosting;

/// <summary>A JSON file as configuration keys, with the tolerance of the Functions host: comments and trailing commas (H-1).</summary>
internal static class JsonFlattener
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="StartupException">The file is no JSON object; the message names file and line.</exception>
    public static JsonElement Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), Tolerant);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new StartupException($"{file}: must be a JSON object.");
        }
        catch (JsonException exception)
        {
            var line = (exception.LineNumber ?? 0) + 1;
            throw new StartupException($"{file}, line {line}: not valid JSON. Correct that line. ({exception.Message})", exception);
        }
    }

    public static IEnumerable<KeyValuePair<string, string?>> Flatten(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Flatten(property.Value, Join(path, property.Name))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Flatten(item, Join(path, $"{index}"))),
        JsonValueKind.Null => [],
        _ => [new(path, element.ToString())],
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : ConfigurationPath.Combine(path, name);
}
