using System.Globalization;

namespace BackOffice.LocalRuntime.Durable.Storage;

/// <summary>Row keys: unique over the whole table, since the emulator finds a row by its RowKey first (TS-38).</summary>
internal static class EngineKeys
{
    public const string InstancePrefix = "i-";

    public const string AfterInstances = "i.";

    public static string Head(int shard) => string.Create(CultureInfo.InvariantCulture, $"h-{shard}");

    public static string Instance(string id) => InstancePrefix + Escape(id);

    public static string IdOfInstance(string key)
        => string.Join('^', key[InstancePrefix.Length..].Split("^^").Select(part => part.Replace("^5", "%", StringComparison.Ordinal)));

    /// <summary>An execution's id is used once only, so a row left behind by a crash is in nobody's way.</summary>
    public static string Log(string executionId, int row) => string.Create(CultureInfo.InvariantCulture, $"l-{executionId}-{row:x6}");

    /// <summary>FNV-1a, so that an id has one shard for ever.</summary>
    public static int ShardOf(string id, int shards)
    {
        var hash = 2166136261u;
        foreach (var character in id)
        {
            hash = (hash ^ (character & 0xFFu)) * 16777619u;
            hash = (hash ^ ((uint)character >> 8)) * 16777619u;
        }

        return (int)(hash % (uint)shards);
    }

    public static int BucketOf(string id, int buckets) => ShardOf(id + "|", buckets);

    // The one character a client may use in an id and a key should not have (TS-27).
    private static string Escape(string id) => id.Replace("^", "^^", StringComparison.Ordinal).Replace("%", "^5", StringComparison.Ordinal);
}
