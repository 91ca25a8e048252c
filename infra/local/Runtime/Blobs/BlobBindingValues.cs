using System.Text.Json;
using Azure.Storage.Blobs;

namespace BackOffice.LocalRuntime.Blobs;

/// <summary>The values beside a blob, all text as the isolated worker gets them: what is no string in the host is JSON (B-1).</summary>
internal static class BlobBindingValues
{
    public const string Path = "BlobTrigger";
    public const string Address = "Uri";
    public const string Properties = "Properties";
    public const string Metadata = "Metadata";

    public static Dictionary<string, object?> Of(BlobContainerClient container, string name, IReadOnlyDictionary<string, string>? captures)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (capture, value) in captures ?? new Dictionary<string, string>())
        {
            values[capture] = value;
        }

        values[Path] = $"{container.Name}/{name}";
        values[Address] = JsonSerializer.Serialize(container.GetBlobClient(name).Uri);
        return values;
    }
}
