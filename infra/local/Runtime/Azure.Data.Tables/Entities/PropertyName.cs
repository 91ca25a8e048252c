using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>A property's name, checked and encoded once.</summary>
internal sealed record PropertyName(JsonEncodedText Name, JsonEncodedText TypeName, int Length)
{
    private const int CacheLimit = 4096;

    private static readonly ConcurrentDictionary<string, PropertyName> Cache = new(StringComparer.Ordinal);

    public static PropertyName Of(string name)
    {
        if (Cache.TryGetValue(name, out var known))
        {
            return known;
        }

        TableLimits.CheckPropertyName(name);
        var encoded = new PropertyName(
            JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping),
            JsonEncodedText.Encode($"{name}@odata.type", JavaScriptEncoder.UnsafeRelaxedJsonEscaping),
            name.Length);
        return Cache.Count < CacheLimit ? Cache.GetOrAdd(name, encoded) : encoded;
    }
}
